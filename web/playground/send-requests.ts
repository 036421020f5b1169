import type { Answer } from '../api.ts'

export type SendRequestsOptions = {
  count: number
  /** Browsers open six connections to a server; one of them is the event stream. More would only queue. */
  atOnce?: number
  request: () => Promise<Answer>
  /** `startedAt`: performance.now() just before the request was sent. */
  onAnswer?: (answer: Answer, startedAt: number) => void
}

/** Sends `count` requests, `atOnce` at a time, and returns the answers in the order they arrived. */
export async function sendRequests({
  count,
  atOnce = 5,
  request,
  onAnswer,
}: SendRequestsOptions): Promise<Answer[]> {
  const answers: Answer[] = []
  let started = 0
  async function work(): Promise<void> {
    while (started < count) {
      started += 1
      const startedAt = performance.now()
      const answer = await request()
      answers.push(answer)
      onAnswer?.(answer, startedAt)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, work))
  return answers
}

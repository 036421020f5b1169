import type { Answer, OutgoingRequest } from '../core/ask.ts'

export type SendRequestsOptions<Request extends OutgoingRequest> = {
  requests: readonly Request[]
  /** Browsers open six connections to a server; one of them is the event stream. More would only queue. */
  atOnce?: number
  /** Begins so many in a second, the first at once; without it each begins as soon as a connection is free. */
  perSecond?: number
  /** Ends the sending: nothing new is begun, and what is on its way is waited for. */
  signal?: AbortSignal
  send: (request: Request) => Promise<Answer>
  /** `startedAt`: performance.now() just before the request was sent. */
  onAnswer?: (answer: Answer, request: Request, startedAt: number) => void
}

/** Sends the requests in order, `atOnce` at a time, and returns the answers in the order they arrived. */
export async function sendRequests<Request extends OutgoingRequest>({
  requests,
  atOnce = 5,
  perSecond = Number.POSITIVE_INFINITY,
  signal,
  send,
  onAnswer,
}: SendRequestsOptions<Request>): Promise<Answer[]> {
  const answers: Answer[] = []
  const beganAt = performance.now()
  const left = requests.entries()
  async function work(): Promise<void> {
    for (const [i, request] of left) {
      const dueAt = beganAt + (1000 * i) / perSecond
      // A request that is due goes out in the very turn of the click: a page that awaits draws first.
      if (dueAt > performance.now()) await until(dueAt, signal)
      if (signal?.aborted) return
      const startedAt = performance.now()
      const answer = await send(request)
      answers.push(answer)
      onAnswer?.(answer, request, startedAt)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, requests.length) }, work))
  return answers
}

/** Waits until `time` (performance.now()), or until the signal is given. */
async function until(time: number, signal: AbortSignal | undefined): Promise<void> {
  // A timer may fire some milliseconds early.
  while (performance.now() < time && !signal?.aborted) {
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, Math.ceil(time - performance.now()))
      signal?.addEventListener('abort', done)
    })
  }
}

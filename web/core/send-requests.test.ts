import { expect, test } from 'vitest'
import type { Answer, OutgoingRequest } from './ask.ts'
import { sendRequests } from './ask.ts'

const failed: Answer = { kind: 'failed', reason: 'test', durationMs: 1 }
const requests = Array.from({ length: 10 }, (_, i): OutgoingRequest => ({ path: `/${i}` }))

test('sends each once, never more at once than allowed, and tells each answer', async () => {
  let open = 0
  let mostOpen = 0
  const told: OutgoingRequest[] = []
  const answers = await sendRequests({
    requests,
    atOnce: 5,
    async send() {
      open += 1
      mostOpen = Math.max(mostOpen, open)
      await Promise.resolve()
      open -= 1
      return failed
    },
    onAnswer: (_answer, request) => told.push(request),
  })
  expect(answers).toHaveLength(10)
  expect(told).toEqual(requests)
  expect(mostOpen).toBe(5)
})

test('a steady rate begins none before its time', async () => {
  const beganAt: number[] = []
  const start = performance.now()
  await sendRequests({
    requests: requests.slice(0, 5),
    perSecond: 50,
    async send() {
      beganAt.push(performance.now() - start)
      return failed
    },
  })
  for (const [i, at] of beganAt.entries()) expect(at).toBeGreaterThanOrEqual(20 * i)
})

test('stopped, it begins no more and gives what was answered', async () => {
  const stop = new AbortController()
  const sent: string[] = []
  const answers = await sendRequests({
    requests,
    perSecond: 20,
    signal: stop.signal,
    async send({ path }) {
      sent.push(path)
      if (sent.length === 2) stop.abort()
      return failed
    },
  })
  expect(answers).toHaveLength(2)
  expect(sent).toEqual(['/0', '/1'])
})

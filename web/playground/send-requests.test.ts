import { expect, test } from 'vitest'
import type { Answer } from '../api.ts'
import { sendRequests } from './send-requests.ts'

const failed: Answer = { kind: 'failed', reason: 'test', durationMs: 1 }

test('sends exactly so many, never more at once than allowed, and tells each answer', async () => {
  let open = 0
  let mostOpen = 0
  const told: Answer[] = []
  const answers = await sendRequests({
    count: 10,
    atOnce: 5,
    async request() {
      open += 1
      mostOpen = Math.max(mostOpen, open)
      await Promise.resolve()
      open -= 1
      return failed
    },
    onAnswer: (answer) => told.push(answer),
  })
  expect(answers).toHaveLength(10)
  expect(told).toEqual(answers)
  expect(mostOpen).toBe(5)
})

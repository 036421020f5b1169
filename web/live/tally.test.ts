import { expect, test } from 'vitest'
import type { Answer } from '../core/ask.ts'
import { tally } from './tally.ts'

const http = { statusText: '', headers: [], body: '', durationMs: 1 }
const allowed: Answer = { kind: 'allowed', status: 200, ...http }
const limited: Answer = { kind: 'limited', status: 429, retryAfterSeconds: 1, ...http }
const down: Answer = {
  kind: 'unavailable',
  status: 503,
  retryAfterSeconds: 1,
  ...http,
  statusText: 'Service Unavailable',
}
const failed: Answer = { kind: 'failed', reason: 'no answer within 5 s', durationMs: 1 }

test('counts what passed and what was rejected', () => {
  expect(tally([allowed, allowed, limited])).toEqual({
    allowed: 2,
    rejected: 1,
    failed: 0,
    reason: null,
  })
})

test('a 503 and a missing answer are neither, and the first one gives the reason', () => {
  expect(tally([allowed, down, failed])).toEqual({
    allowed: 1,
    rejected: 0,
    failed: 2,
    reason: '503 Service Unavailable',
  })
})

import { expect, test } from 'vitest'
import type { FailureEvent, ValkeyState } from '../../../server/labs/failure/contract.ts'
import { readLog } from './failure-log.ts'
import { emptyFailure, foldFailure } from './failure-state.ts'
import { summarizeLane } from './lane-summary.ts'

const running: ValkeyState = {
  process: 'running',
  delayMs: 0,
  policy: 'noeviction',
  usedBytes: 0,
  maxBytes: 1,
  evictedKeys: 0,
  filled: false,
}
const sent = (id: number, at: number): FailureEvent => ({ kind: 'sent', lane: 'right', id, at })
const answered = (
  id: number,
  at: number,
  status: number | null,
  more: { counted?: boolean; tookMs?: number; cause?: string } = {},
): FailureEvent => ({
  ...{ kind: 'answered', lane: 'right', id, at, status, tookMs: 2, counted: status !== 503 },
  ...more,
})
const valkey = (at: number, state: Partial<ValkeyState>): FailureEvent => ({
  kind: 'valkey',
  at,
  state: { ...running, ...state },
})

const readFailure = (data: FailureEvent[]) => foldFailure(emptyFailure(), data)

const outage = [
  ...[sent(1, 0), answered(1, 2, 200)],
  valkey(100, { process: 'killed' }),
  ...[sent(2, 200), answered(2, 202, 503, { cause: 'closed' })],
  ...[sent(3, 400), answered(3, 402, 200, { counted: false })],
  valkey(500, {}),
  ...[sent(4, 600), answered(4, 602, 429), sent(5, 800), answered(5, 900, null)],
  sent(6, 1000),
]

test('each request has its fate', () => {
  expect(readFailure(outage).requests.map(({ fate }) => fate)).toEqual([
    'allowed',
    'unavailable',
    'passed',
    'rejected',
    'broken',
    'waiting',
  ])
})

test('what Valkey went through has a beginning and an end', () => {
  expect(readFailure(outage).troubles).toEqual([{ kind: 'killed', from: 100, to: 500, delayMs: 0 }])
  const slower = [valkey(0, { delayMs: 100 }), valkey(50, { delayMs: 300 })]
  expect(readFailure(slower).troubles).toMatchObject([
    { kind: 'slow', from: 0, to: 50, delayMs: 100 },
    { kind: 'slow', from: 50, to: null, delayMs: 300 },
  ])
})

test('a lane is summed up: fates, longest wait, time to recover, last cause', () => {
  const state = readFailure([...outage, sent(7, 9000)])
  const { fates, longestMs, recoveredAfterMs, lastCause } = summarizeLane(state, 'right')
  expect(fates).toEqual({
    ...{ allowed: 1, unavailable: 1, passed: 1, rejected: 1, broken: 1, waiting: 2 },
  })
  expect(longestMs).toBe(8000)
  expect(recoveredAfterMs).toBe(102)
  expect(lastCause).toBe('closed')
})

test('nothing has recovered while the outage lasts, nor before the first count after it', () => {
  expect(summarizeLane(readFailure(outage.slice(0, 5)), 'right').recoveredAfterMs).toBeNull()
  expect(summarizeLane(readFailure(outage.slice(0, 8)), 'right').recoveredAfterMs).toBe('not yet')
})

test('the log keeps that requests waited, also once they are answered, in one line', () => {
  const frozen = [valkey(0, {}), ...[1, 2, 3].map((id) => sent(id, id * 200))]
  const slow = [1, 2, 3].map((id) => answered(id, 4000 + id, 200, { tookMs: 4001 + id - id * 200 }))
  const log = readLog(readFailure([...frozen, ...slow, sent(4, 4100), answered(4, 4102, 200)]))
  expect(log.map((one) => one.what === 'fate' && [one.fate, one.at])).toEqual([
    ['waiting', 1200],
    ['allowed', 4102],
  ])
})

test('the log tells changes, not every request', () => {
  const log = readLog(readFailure([...outage, sent(7, 9000)]))
  expect(log.map((one) => (one.what === 'fate' ? one.fate : one.began))).toEqual([
    ...['allowed', true, 'unavailable', 'passed', false, 'rejected', 'broken', 'waiting'],
  ])
})

test('slow is over with the first request sent afterwards, not with one that still came late', () => {
  const slow = [sent(1, 0), valkey(100, { delayMs: 1000 }), sent(2, 200), valkey(500, {})]
  const late = [...slow, sent(3, 600), answered(2, 1200, 200, { tookMs: 1000 })]
  expect(summarizeLane(readFailure(late), 'right').recoveredAfterMs).toBe('not yet')
  const over = [...late, answered(3, 1202, 200, { tookMs: 602 })]
  expect(summarizeLane(readFailure(over), 'right').recoveredAfterMs).toBe(702)
})

test('a full memory is over when it is freed and Valkey counts again', () => {
  const full = [valkey(100, { filled: true }), sent(1, 200), answered(1, 202, 503)]
  expect(summarizeLane(readFailure(full), 'right').recoveredAfterMs).toBeNull()
  const freed = [...full, valkey(500, {}), sent(2, 600)]
  expect(summarizeLane(readFailure(freed), 'right').recoveredAfterMs).toBe('not yet')
  // Counted by the process itself: not by Valkey.
  const local = [...freed, answered(2, 602, 200, { cause: 'OOM' }), sent(3, 700)]
  expect(summarizeLane(readFailure(local), 'right').recoveredAfterMs).toBe('not yet')
  const counted = [...local, answered(3, 702, 429)]
  expect(summarizeLane(readFailure(counted), 'right').recoveredAfterMs).toBe(202)
})

test('frozen while slow: the thaw is what it recovers from', () => {
  const slow = { delayMs: 300 }
  const told = [valkey(0, slow), valkey(100, { ...slow, process: 'frozen' }), valkey(900, slow)]
  const state = readFailure([...told, sent(1, 950), answered(1, 1252, 200, { tookMs: 302 })])
  expect(summarizeLane(state, 'right').recoveredAfterMs).toBe(352)
})

test('ten minutes at full speed keep their start, totals and log, and only the last requests', () => {
  const ready: FailureEvent = { kind: 'ready', version: '8.1.1', limits: [] }
  let state = foldFailure(emptyFailure(), [ready, sent(1, 0), valkey(10, { process: 'killed' })])
  let last = 1
  for (let at = 50; at < 600_000; at += 50) {
    last += 1
    if (at === 1000) state = foldFailure(state, [valkey(at, {})])
    const outage = at < 1000
    state = foldFailure(state, [
      sent(last, at),
      answered(last, at + 2, outage ? 503 : 200, outage ? { cause: 'closed' } : {}),
    ])
  }
  expect(state.ready).toEqual(ready)
  expect(state.requests.length).toBeLessThan(1500)
  // The very first one still waits, and is not forgotten.
  expect(state.requests[0]).toMatchObject({ id: 1, fate: 'waiting' })
  const { fates, longestMs, recoveredAfterMs, lastCause } = summarizeLane(state, 'right')
  expect(fates).toMatchObject({ unavailable: 19, allowed: last - 20, waiting: 1 })
  expect(longestMs).toBeGreaterThan(599_000)
  expect(recoveredAfterMs).toBe(2)
  expect(lastCause).toBe('closed')
  expect(readLog(state).map((one) => (one.what === 'fate' ? one.fate : one.began))).toEqual([
    ...[true, 'unavailable', false, 'waiting', 'allowed'],
  ])
})

import { expect, test } from 'vitest'
import { slidingWaits } from './sliding-waits.ts'

const quota = { limit: 5, windowMs: 60_000 }
const startMs = 1_700_000_040_000
const hash = (from: number, current: number, previous: number) => [
  String(from * 1000),
  String(current),
  String(previous),
]

test('a full window lets the next one pass when the window after it begins', () => {
  expect(slidingWaits(hash(startMs, 5, 0), startMs + 20_000, quota)).toEqual({
    ttlMs: 100_000,
    retryAfterMs: 40_000,
  })
})

test('what the last window weighs has to fall below what this one leaves', () => {
  // Five in the last window, three in this one: the last one may weigh 2, which it does after 3/5 of this one.
  expect(slidingWaits(hash(startMs, 3, 5), startMs + 10_000, quota)).toEqual({
    ttlMs: 110_000,
    retryAfterMs: 26_000,
  })
  expect(slidingWaits(hash(startMs, 3, 5), startMs + 50_000, quota)).toMatchObject({
    retryAfterMs: 0,
  })
})

test('a hash that nothing was written to since its window ended is the last window’s', () => {
  expect(slidingWaits(hash(startMs - 60_000, 4, 5), startMs + 15_000, quota)).toEqual({
    ttlMs: 45_000,
    retryAfterMs: 0,
  })
})

test('of a hash with other fields nothing is known', () => {
  expect(slidingWaits([null, null, null], startMs, quota)).toBeNull()
  expect(slidingWaits(['soon', '1', '2'], startMs, quota)).toBeNull()
})

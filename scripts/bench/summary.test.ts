import { expect, test } from 'vitest'
import { ratioOf, spread, summarize, type Turn } from './summary.ts'

const turn = (requestsPerSecond: number, nodeUs: number): Turn => {
  return { requestsPerSecond, nodeUs, valkeyUs: 5, generatorUs: 14 }
}
// The machine gets twice as slow in each round; the limiter is always a tenth behind bare Express.
const rounds = [1, 2, 4].map(
  (slower) =>
    new Map([
      ['bare', turn(10_000 / slower, 80 * slower)],
      ['ours', turn(9_000 / slower, 80 * slower + 8)],
      ['other', turn(6_000 / slower, 120 * slower)],
    ]),
)

test('ratios are paired within a round, so a machine that slows down does not change them', () => {
  const ours = summarize(rounds).find(({ name }) => name === 'ours')
  expect(ours?.ofBare).toEqual({ median: 0.9, min: 0.9, max: 0.9 })
  expect(ours?.overBareUs).toEqual({ median: 8, min: 8, max: 8 })
  expect(ours?.requestsPerSecond).toEqual({ median: 4500, min: 2250, max: 9000 })
  expect(ratioOf(rounds, 'ours', 'other').median).toBeCloseTo(1.5)
})

test('the median is the middle, or the mean of the two middle ones', () => {
  expect(spread([5, 1, 3])).toEqual({ median: 3, min: 1, max: 5 })
  expect(spread([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 })
  expect(() => spread([])).toThrow(RangeError)
})

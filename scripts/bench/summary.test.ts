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
  expect(ours?.ofBare).toMatchObject({ median: 0.9, min: 0.9, max: 0.9 })
  expect(ours?.overBareUs).toMatchObject({ median: 8, min: 8, max: 8 })
  expect(ours?.requestsPerSecond).toMatchObject({ median: 4500, min: 2250, max: 9000 })
  expect(ratioOf(rounds, 'ours', 'other').median).toBeCloseTo(1.5)
})

test('the median is the middle, or the mean of the two middle ones', () => {
  expect(spread([5, 1, 3])).toMatchObject({ median: 3, min: 1, max: 5 })
  expect(spread([4, 1, 3, 2])).toMatchObject({ median: 2.5, min: 1, max: 4 })
  expect(() => spread([])).toThrow(RangeError)
})

test('the middle half leaves out a quarter at each end', () => {
  expect(spread([8, 1, 7, 2, 6, 3, 5, 4])).toMatchObject({ lower: 3, upper: 6 })
  expect(spread([9])).toMatchObject({ lower: 9, upper: 9 })
})

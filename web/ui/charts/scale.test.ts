import { expect, test } from 'vitest'
import { createScale, spreadOf, ticksUpTo } from './scale.ts'

test.each([
  [5438, [0, 2000, 4000, 6000]],
  [10, [0, 2.5, 5, 7.5, 10]],
  [0.9, [0, 0.25, 0.5, 0.75, 1]],
  [160_450, [0, 50_000, 100_000, 150_000, 200_000]],
  [0, [0, 1]],
  [Number.NaN, [0, 1]],
])('ticks up to %d are round and reach it', (max, ticks) => {
  expect(ticksUpTo(max)).toEqual(ticks)
})

test('a scale turns values into places, also downwards', () => {
  const y = createScale(10, 200, 0)
  expect([y(0), y(5), y(10)]).toEqual([200, 100, 0])
  expect(createScale(0, 0, 100)(0)).toBe(0)
})

test('the spread of values, and of none', () => {
  expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 })
  expect(spreadOf([4, 1, 2, 3])).toEqual({ median: 2.5, min: 1, max: 4 })
  expect(spreadOf([])).toBeNull()
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { busiestWindow, mostInAnyWindow } from './most-in-any-window.ts'

test('a burst on both sides of a boundary is in one window', () => {
  const before = [3600, 3650, 3700, 3750]
  const after = [4050, 4100, 4150, 4200, 4250]
  expect(busiestWindow([0, ...before, ...after], 4000)).toEqual({ count: 9, from: 3600 })
})

test('a window does not hold its own end', () => {
  expect(mostInAnyWindow([0, 1000], 1000)).toBe(1)
  expect(mostInAnyWindow([0, 999], 1000)).toBe(2)
})

test('nothing admitted is nothing in any window', () => {
  expect(mostInAnyWindow([], 1000)).toBe(0)
})

test('as counted one window at a time, whatever the times and their order', () => {
  const time = fc.integer({ min: 0, max: 200 })
  fc.assert(
    fc.property(fc.array(time), fc.integer({ min: 1, max: 120 }), (times, windowMs) => {
      // A fullest window can always be moved until it begins at one of its moments.
      const counts = times.map(
        (from) => times.filter((at) => at >= from && at < from + windowMs).length,
      )
      expect(mostInAnyWindow(times, windowMs)).toBe(Math.max(0, ...counts))
    }),
  )
})

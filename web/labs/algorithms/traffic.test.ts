import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  mostPerSlot,
  mostRequests,
  noTraffic,
  preset,
  presetNames,
  recordedArrivals,
  slotCount,
  slotsPerWindow,
  toArrivals,
  totalOf,
  withSlot,
} from './traffic.ts'

test('the boundary burst: one opens the window, the rest of the limit ends it, a whole limit follows', () => {
  const slots = preset('boundary', { limit: 5 })
  expect([slots[0], slots[slotsPerWindow - 1], slots[slotsPerWindow]]).toEqual([1, 4, 5])
  const arrivals = toArrivals(slots, 4)
  expect(arrivals.filter((at) => at < 4000)).toHaveLength(5)
  expect(arrivals.filter((at) => at >= 4000)).toHaveLength(5)
  // All of it within a fraction of a second around the end of the window.
  expect(arrivals.slice(1).every((at) => Math.abs(at - 4000) <= 400)).toBe(true)
})

test('every preset with every limit is traffic that the server takes', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...presetNames),
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 2, max: 10 }),
      (name, limit, windowSeconds) => {
        const slots = preset(name, { limit })
        expect(slots).toHaveLength(slotCount)
        expect(slots.every((count) => count >= 0 && count <= mostPerSlot)).toBe(true)
        const arrivals = toArrivals(slots, windowSeconds)
        expect(arrivals.length).toBe(totalOf(slots))
        expect(arrivals.length).toBeLessThanOrEqual(mostRequests)
        expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b))
        expect(arrivals.every((at) => Number.isInteger(at) && at >= 0 && at <= 30_000)).toBe(true)
        if (arrivals.length > 0) expect(arrivals[0]).toBe(0)
      },
    ),
  )
})

test('random traffic is different each time and never empty by rule', () => {
  const numbers = [0.6, 0.9, 0.1]
  let drawn = 0
  const random = () => numbers[drawn++ % numbers.length] ?? 0
  expect(totalOf(preset('random', { limit: 5, random }))).toBeGreaterThan(0)
})

test('by hand: a slot holds 0 to 20, all slots together 300', () => {
  expect(withSlot(noTraffic, 3, 7)[3]).toBe(7)
  expect(withSlot(noTraffic, 3, -1)[3]).toBe(0)
  expect(withSlot(noTraffic, 3, 99)[3]).toBe(mostPerSlot)
  const full = noTraffic.map((_, slot) => (slot < 15 ? mostPerSlot : 0))
  expect(withSlot(full, 20, 5)[20]).toBe(0)
})

test('a recording keeps its rhythm; of a long one the last part is taken', () => {
  expect(recordedArrivals([5000.4, 5100.9, 7000])).toEqual([0, 100, 1999])
  expect(recordedArrivals([0, 50_000, 60_000])).toEqual([0, 10_000])
  expect(recordedArrivals(Array.from({ length: 400 }, (_, i) => i))).toHaveLength(mostRequests)
  expect(recordedArrivals([])).toEqual([])
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AlgorithmWindow } from './contract.ts'
import { clockWindows, createFixedWindows } from './windows.ts'

test('a fixed window is told once, and the next one when its key is new', () => {
  const told: AlgorithmWindow[] = []
  const decidedAt = createFixedWindows({
    windowSeconds: 2,
    onWindow: (window) => told.push(window),
  })
  decidedAt(0, 2000)
  decidedAt(500, 1499)
  decidedAt(1999, 1)
  decidedAt(2300, 2000)
  expect(told.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
    [0, 2000],
    [2300, 4300],
  ])
})

test("the clock's windows cover the whole run, one behind the other, and begin where the clock divides", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 10 }),
      fc.integer({ min: 1_700_000_000_000_000, max: 1_900_000_000_000_000 }),
      fc.integer({ min: 0, max: 30_000 }),
      (windowSeconds, zeroUs, untilMs) => {
        const windows = clockWindows({ windowSeconds, zeroUs, untilMs })
        expect(windows[0]?.fromMs ?? 1).toBeLessThanOrEqual(0)
        expect(windows.at(-1)?.toMs ?? -1).toBeGreaterThanOrEqual(untilMs)
        windows.forEach(({ fromMs, toMs }, i) => {
          expect(toMs - fromMs).toBeCloseTo(windowSeconds * 1000, 6)
          if (i > 0) expect(fromMs).toBe(windows[i - 1]?.toMs)
          const startUs = zeroUs + Math.round(fromMs * 1000)
          expect(startUs % (windowSeconds * 1_000_000)).toBe(0)
        })
      },
    ),
  )
})

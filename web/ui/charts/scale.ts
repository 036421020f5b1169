// Where values lie in a chart, and which of them are written beside it. Pure.

/** Round values from 0 to at least `max`, about `count` steps apart: 0, 2000, 4000, 6000. */
export function ticksUpTo(max: number, count = 4): number[] {
  if (!(max > 0)) return [0, 1]
  const rough = max / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 2.5, 5].find((nice) => nice * power >= rough) ?? 10)
  const steps = Math.ceil(max / step - 1e-9)
  return Array.from({ length: steps + 1 }, (_, i) => Number((i * step).toPrecision(12)))
}

/** A function from values (0 to `max`) to places (`from` to `to`). */
export function createScale(max: number, from: number, to: number): (value: number) => number {
  return (value) => from + (to - from) * (max > 0 ? value / max : 0)
}

/** Middle value, the least and the most; null of nothing. */
export type Spread = { median: number; min: number; max: number }

export function spreadOf(values: number[]): Spread | null {
  const sorted = values.toSorted((a, b) => a - b)
  const low = sorted[Math.ceil(sorted.length / 2) - 1]
  const high = sorted[Math.floor(sorted.length / 2)]
  const [min, max] = [sorted[0], sorted.at(-1)]
  if (low === undefined || high === undefined || min === undefined || max === undefined) return null
  return { median: (low + high) / 2, min, max }
}

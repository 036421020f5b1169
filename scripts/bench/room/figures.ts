// From single measurements to the figures of the table.
export type Percentiles = { p50: number; p95: number; p99: number; max: number }

/** Of nothing they are NaN, which no table shows as a number. */
export function percentiles(values: number[]): Percentiles {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted.at(-1) ?? Number.NaN }
}

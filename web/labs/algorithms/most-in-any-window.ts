/**
 * The most of these moments that any window of `windowMs` holds, wherever it begins; a window does not hold its own
 * end, so two moments exactly `windowMs` apart are never in one. `times` are in any order.
 */
export function mostInAnyWindow(times: readonly number[], windowMs: number): number {
  return busiestWindow(times, windowMs).count
}

/** The same, and where that window begins: at the first of its moments. The earliest, if several hold as many. */
export function busiestWindow(
  times: readonly number[],
  windowMs: number,
): { count: number; from: number } {
  const sorted = times.toSorted((a, b) => a - b)
  let busiest = { count: 0, from: 0 }
  let first = 0
  for (const [last, at] of sorted.entries()) {
    while (at - (sorted[first] ?? at) >= windowMs) first += 1
    const count = last - first + 1
    if (count > busiest.count) busiest = { count, from: sorted[first] ?? at }
  }
  return busiest
}

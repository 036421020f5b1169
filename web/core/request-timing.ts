// How long a request took by the browser's own record (Resource Timing). A clock of the page's own would also count the
// time in which the page was busy drawing.

/** In a burst many requests begin at once: each recorded entry is given out to one of them. */
const givenOut = new WeakSet<PerformanceEntry>()

/** The recorded entry of a request to `url` that began at `startedAt` (performance.now()), in milliseconds. */
export function measuredDuration(url: string, startedAt: number): number | null {
  const entries = performance.getEntriesByName(url, 'resource')
  // Clocks are coarsened to 0.1 ms: https://www.w3.org/TR/hr-time-3/#dfn-coarsen-time
  const entry = entries.find((one) => one.startTime >= startedAt - 0.1 && !givenOut.has(one))
  if (entry) givenOut.add(entry)
  // The browser keeps 250 entries, of all addresses together, and then no more.
  if (performance.getEntriesByType('resource').length > 150) performance.clearResourceTimings()
  return entry && entry.duration > 0 ? entry.duration : null
}

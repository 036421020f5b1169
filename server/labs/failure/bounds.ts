// Bounds, defaults and lists of the failure lab. The page loads them too, so nothing is imported here.

export const laneNames = ['left', 'right'] as const

export const failureBounds = {
  /** Requests that each lane gets per second. */
  perSecond: { least: 1, most: 20 },
  limit: { least: 1, most: 1000 },
  windowSeconds: { least: 1, most: 60 },
}

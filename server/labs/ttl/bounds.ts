// Bounds, defaults and lists of the TTL lab. The page loads them too, so nothing is imported here.

/** What goes wrong with the expiry of a counter. */
export const ttlTroubles = ['persist', 'set', 'bad-expire', 'every-hit'] as const

/** The counter of the naive script, and the counter of the limiter's own script. */
export const ttlVersions = ['naive', 'repaired'] as const

/** `everyMs`: time between two requests on each counter. `seconds`: length of the run. */
export const ttlBounds = {
  limit: { least: 1, most: 20 },
  windowSeconds: { least: 1, most: 10 },
  everyMs: { least: 100, most: 5000 },
  seconds: { least: 3, most: 60 },
}

export const ttlDefaults = {
  trouble: 'persist',
  limit: 5,
  windowSeconds: 2,
  everyMs: 300,
  seconds: 14,
} as const

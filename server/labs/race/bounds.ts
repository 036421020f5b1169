// Bounds, defaults and lists of the race lab. The page loads them too, so nothing is imported here.

/** The ways to count; they race one after the other, each on its own key. */
export const raceVersions = ['get-then-set', 'incr-then-expire', 'script'] as const

/**
 * `clients`: each has its own connection. `withinMs`: the clients start at random moments within this time; 0 starts
 * all of them at the same time.
 */
export const raceBounds = {
  clients: { least: 1, most: 200 },
  limit: { least: 1, most: 1000 },
  withinMs: { least: 0, most: 2000 },
  windowSeconds: { least: 1, most: 3600 },
}

export const raceDefaults = { clients: 20, limit: 5, withinMs: 0, windowSeconds: 60 }

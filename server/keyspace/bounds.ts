// What GET /api/keyspace/saka takes, for the server and the page.
export const keyspaceBounds = {
  limit: { min: 1, max: 1_000_000 },
  window: { min: 1, max: 31_536_000 },
} as const

/** Characters of X-User and X-API-Key. */
export const longestName = 64

import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import type { Decide } from '../decision.ts'
import { createAlgorithm } from './algorithm-script.ts'

/** The log keeps an entry per request, about a megabyte for these, so its limit is bounded. */
export const mostLogEntries = 10_000

/** Its script; what KEYS and ARGV hold stands in its first lines. */
export const slidingWindowLogLua = readFileSync(
  new URL('./sliding-window-log.lua', import.meta.url),
  'utf8',
)

/**
 * The sliding window log: remembers when each request passed, and lets one pass while fewer than `limit` did so in the
 * last `windowSeconds`.
 * - Bursts: `limit` at once, and never more than `limit` in any window, wherever it begins.
 * - Memory: one entry per request that passed, 36 bytes each up to 128 and about 100 above (Valkey 8.1.1); hence a `limit` of at most 10,000.
 * - Exactness: exact to the microsecond.
 *
 * Throws a RangeError when `limit` (1 to 10,000) or `windowSeconds` (1 to 31,536,000) is no whole number in bounds.
 * The key expires when its newest entry leaves the window.
 * Source: https://www.figma.com/blog/an-alternative-approach-to-rate-limiting/ (sliding window log)
 */
export function createSlidingWindowLog({
  valkey,
  limit,
  windowSeconds,
}: {
  valkey: Redis
  limit: number
  windowSeconds: number
}): Decide {
  if (limit > mostLogEntries) {
    throw new RangeError(
      `limit must be at most ${mostLogEntries} for the sliding window log, which stores every request, got ${limit}; ` +
        'gcra keeps one number per key for any limit',
    )
  }
  return createAlgorithm({
    valkey,
    lua: slidingWindowLogLua,
    file: 'sliding-window-log.lua',
    limit,
    windowSeconds,
  })
}

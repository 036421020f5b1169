import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import type { Decide } from '../decision.ts'
import { createAlgorithm } from './algorithm-script.ts'

/** Its script; what KEYS and ARGV hold stands in its first lines. */
export const gcraLua = readFileSync(new URL('./gcra.lua', import.meta.url), 'utf8')

/**
 * GCRA, the generic cell rate algorithm: requests have a schedule, one every `windowSeconds / limit`, and may run
 * ahead of it by one full quota.
 * - Bursts: a client that was quiet sends `limit` at once, after that one per interval; never a whole new quota at the
 *   end of a window, as with the fixed window. In any window at most `limit` plus what the window itself gives back.
 * - Memory: one number per key, 82 bytes with name and expiry (Valkey 8.1.1), whatever the limit.
 * - Exactness: whole microseconds, no estimate. An interval that is no whole number of them is rounded up.
 *   It decides as the token bucket does, and stores less.
 *
 * Throws a RangeError when `limit` (1 to 1,000,000,000) or `windowSeconds` (1 to 31,536,000) is no whole number in
 * bounds. The key expires when the full quota is back.
 * Source: https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm (virtual scheduling);
 * https://brandur.org/rate-limiting
 */
export function createGcra({
  valkey,
  limit,
  windowSeconds,
}: {
  valkey: Redis
  limit: number
  windowSeconds: number
}): Decide {
  return createAlgorithm({ valkey, lua: gcraLua, file: 'gcra.lua', limit, windowSeconds })
}

import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import type { Decide } from '../decision.ts'
import { createAlgorithm } from './algorithm-script.ts'

/** Its script; what KEYS and ARGV hold stands in its first lines. */
export const slidingWindowCounterLua = readFileSync(
  new URL('./sliding-window-counter.lua', import.meta.url),
  'utf8',
)

/**
 * The sliding window counter: a counter for this window and one for the last. The last one counts by the part of it
 * that the sliding window still covers, as if its requests had come evenly.
 * - Bursts: `limit` at once. Around the turn of a window little more than `limit` pass instead of twice as many; how
 *   much more depends on how unevenly the last window was used, since that is what it cannot know.
 * - Memory: one small hash per key, 146 bytes with name and expiry (Valkey 8.1.1), whatever the limit.
 * - Exactness: an estimate. Part requests are rounded down, so one more than the estimate says may pass.
 *   Windows are those of the server's clock, not the client's first request.
 *
 * Throws a RangeError when `limit` (1 to 1,000,000,000) or `windowSeconds` (1 to 31,536,000) is no whole number in
 * bounds. The key expires when neither counter weighs a whole request any more.
 * Source: https://blog.cloudflare.com/counting-things-a-lot-of-different-things/
 */
export function createSlidingWindowCounter({
  valkey,
  limit,
  windowSeconds,
}: {
  valkey: Redis
  limit: number
  windowSeconds: number
}): Decide {
  return createAlgorithm({
    valkey,
    lua: slidingWindowCounterLua,
    file: 'sliding-window-counter.lua',
    limit,
    windowSeconds,
  })
}

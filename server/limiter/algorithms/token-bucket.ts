import { readFileSync } from 'node:fs'
import type { Redis } from 'ioredis'
import type { Decide } from '../decision.ts'
import { createAlgorithm } from './algorithm-script.ts'

/** Its script; what KEYS and ARGV hold stands in its first lines. */
export const tokenBucketLua = readFileSync(new URL('./token-bucket.lua', import.meta.url), 'utf8')

/**
 * The token bucket: a bucket of `limit` tokens, a request takes one, and `windowSeconds` fill an empty bucket evenly,
 * one token every `windowSeconds / limit`.
 * - Bursts: a full bucket lets `limit` through at once, after that one per token. In any window at most `limit` plus
 *   what the window itself puts back.
 * - Memory: two numbers per key, 114 bytes with name and expiry (Valkey 8.1.1), whatever the limit.
 * - Exactness: whole tokens and whole microseconds, no estimate. An interval that is no whole number of microseconds
 *   is rounded up.
 *
 * Throws a RangeError when `limit` (1 to 1,000,000,000) or `windowSeconds` (1 to 31,536,000) is no whole number in
 * bounds. The key expires when the bucket is full again.
 * Source: https://en.wikipedia.org/wiki/Token_bucket; https://stripe.com/blog/rate-limiters
 */
export function createTokenBucket({
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
    lua: tokenBucketLua,
    file: 'token-bucket.lua',
    limit,
    windowSeconds,
  })
}

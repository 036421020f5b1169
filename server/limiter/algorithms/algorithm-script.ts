import type { Redis } from 'ioredis'
import type { Decide, Decision } from '../decision.ts'
import { whole } from '../options/check-value.ts'
import { createScript } from '../script.ts'

/**
 * What the script of a sliding window, a token bucket or GCRA returns: `[allowed, count, ttlMs, retryAfterMs, nowUs]`.
 * `allowed` is 1 or 0, `nowUs` the server's clock in microseconds since 1970.
 */
export type AlgorithmReply = [number, number, number, number, number]

/** One reply, in the words of a `Decision`. */
export function toDecision(reply: AlgorithmReply, limit: number): Decision {
  const [allowed, count, ttlMs, retryAfterMs] = reply
  return { allowed: allowed === 1, count, limit, remaining: limit - count, ttlMs, retryAfterMs }
}

/**
 * A `Decide` that runs `lua` once per request, with the key, `limit` and the window in milliseconds.
 * Throws a RangeError when `limit` or `windowSeconds` is no whole number, or out of bounds: the scripts trust them.
 */
export function createAlgorithm({
  valkey,
  lua,
  file,
  limit,
  windowSeconds,
}: {
  valkey: Redis
  lua: string
  /** The script's name in a trace. */
  file: string
  limit: number
  windowSeconds: number
}): Decide {
  whole(1, 1_000_000_000)(limit, 'limit')
  whole(1, 31_536_000)(windowSeconds, 'windowSeconds')
  const run = createScript(valkey, lua, file)
  return async function decide(key, notes) {
    const reply = await run([key], [limit, windowSeconds * 1000], notes)
    return toDecision(reply as AlgorithmReply, limit)
  }
}

import type { Redis } from 'ioredis'
import type { Decide, Decision } from '../decision.ts'
import { whole } from '../options/check-value.ts'
import { readLua } from '../read-lua.ts'
import { createScript } from '../script.ts'
import type { AlgorithmReply } from './algorithm.ts'
import { type AlgorithmName, algorithmNames, algorithms, limitFault } from './algorithms.ts'

/** The scripts that several policies are put together from: KEYS[1], ARGV limit, windowMs and 'peek'. */
export const luaByName = Object.fromEntries(
  algorithmNames.map((name) => [name, readLua(`algorithms/${algorithms[name].script}`)]),
) as Record<AlgorithmName, string>

/** One reply, in the words of a `Decision`. */
export function toDecision(reply: AlgorithmReply, limit: number): Decision {
  const [allowed, count, ttlMs, retryAfterMs] = reply
  return { allowed: allowed === 1, count, limit, remaining: limit - count, ttlMs, retryAfterMs }
}

/**
 * A `Decide` that runs the algorithm's script once per request, with the key, `limit` and the window in milliseconds.
 * The fixed window alone has its own path too, which counts refused requests as well (counting.ts).
 * Throws a RangeError when `limit` (1 to 1,000,000,000, for the sliding window log to 10,000) or `windowSeconds` (1 to
 * 31,536,000) is no whole number in bounds: the scripts trust them.
 */
export function createAlgorithm({
  algorithm,
  valkey,
  limit,
  windowSeconds,
}: {
  algorithm: AlgorithmName
  valkey: Redis
  limit: number
  windowSeconds: number
}): Decide {
  whole(1, 1_000_000_000)(limit, 'limit')
  whole(1, 31_536_000)(windowSeconds, 'windowSeconds')
  const fault = limitFault(algorithm, limit)
  if (fault !== undefined) throw new RangeError(fault)
  const file = algorithms[algorithm].script.split('/').at(-1)
  const run = createScript(valkey, luaByName[algorithm], file)
  return async function decide(key, notes) {
    const reply = await run([key], [limit, windowSeconds * 1000], notes)
    return toDecision(reply as AlgorithmReply, limit)
  }
}

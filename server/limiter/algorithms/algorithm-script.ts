import type { Redis } from 'ioredis'
import type { Decide, Decision } from '../decision.ts'
import { whole } from '../options/check-value.ts'
import { readLua } from '../read-lua.ts'
import { createScript, type TraceNotes } from '../script.ts'
import type { AlgorithmReply } from './algorithm.ts'
import { type AlgorithmName, algorithmNames, algorithms, policyFault } from './algorithms.ts'
import { createDropForeign, isForeign, type OnReplaced } from './foreign-key.ts'

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
 * A key of another type is deleted first, and `onReplaced` is told, as it is of a value of another shape.
 * The fixed window alone has its own path too, which counts refused requests as well (counting.ts).
 * Throws a RangeError when `limit` (1 to 1,000,000,000, less for algorithms that cannot keep to it) or `windowSeconds` (1 to
 * 31,536,000) is no whole number in bounds: the scripts trust them.
 */
export function createAlgorithm({
  algorithm,
  valkey,
  limit,
  windowSeconds,
  onReplaced,
}: {
  algorithm: AlgorithmName
  valkey: Redis
  limit: number
  windowSeconds: number
  onReplaced?: OnReplaced | undefined
}): Decide {
  whole(1, 1_000_000_000)(limit, 'limit')
  whole(1, 31_536_000)(windowSeconds, 'windowSeconds')
  const fault = policyFault(algorithm, { limit, windowSeconds })
  if (fault !== undefined) throw new RangeError(fault)
  const file = algorithms[algorithm].script.split('/').at(-1)
  const run = createScript(valkey, luaByName[algorithm], file)
  const dropForeign = createDropForeign(valkey, onReplaced)
  const ask = (key: string, notes?: TraceNotes) =>
    run([key], [limit, windowSeconds * 1000], notes) as Promise<AlgorithmReply>
  return async function decide(key, notes) {
    const reply = await ask(key, notes).catch(async (error) => {
      if (!isForeign(error)) throw error
      await dropForeign(key, algorithms[algorithm].keyType)
      return ask(key, notes)
    })
    if (reply[5] === 1) onReplaced?.(key)
    return toDecision(reply, limit)
  }
}

/**
 * A `Decide` that only looks: what the algorithm would say, and nothing is taken. A key of another type is left alone.
 * The options are those of `createAlgorithm`, checked there.
 */
export function createPeek({
  algorithm,
  valkey,
  limit,
  windowSeconds,
}: Omit<Parameters<typeof createAlgorithm>[0], 'onReplaced'>): Decide {
  const run = createScript(valkey, luaByName[algorithm], algorithms[algorithm].script)
  const absent: AlgorithmReply = [1, 0, 0, 0, 0]
  return async function peek(key) {
    const reply = await run([key], [limit, windowSeconds * 1000, 'peek']).catch((error) => {
      if (isForeign(error)) return absent
      throw error
    })
    return toDecision(reply as AlgorithmReply, limit)
  }
}

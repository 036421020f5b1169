import type { RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import { type RateLimitOptions, rateLimit } from '../limiter/rate-limit.ts'
import type { KeyspacePolicy } from './contract.ts'
import { keyGenerators } from './virtual-client.ts'

const most = 32

/** One counted request of the keyspace, with the policy that judged it. */
export type KeyspaceHit = {
  key: string
  count: number
  ttlMs: number
  allowed: boolean
  limit: number
  windowSeconds: number
  algorithm: KeyspacePolicy['algorithm']
}

/**
 * One rateLimit() per policy that is asked for, the same one each time: the 32 that were used last are kept. What was
 * counted is in Valkey, so a limiter that is made anew goes on where the other was.
 */
export function createLimiters({
  valkey,
  prefixOf,
  onHit,
  onError,
}: {
  valkey: Redis
  prefixOf: (policy: KeyspacePolicy) => string
  onHit: (hit: KeyspaceHit) => void
  onError: NonNullable<RateLimitOptions['onError']>
}): (policy: KeyspacePolicy) => RequestHandler {
  const kept = new Map<string, RequestHandler>()
  return function limiterOf(policy) {
    const { algorithm, limit, windowSeconds, by } = policy
    const name = [algorithm, limit, windowSeconds, by].join()
    const limiter =
      kept.get(name) ??
      rateLimit({
        valkey,
        algorithm,
        limit,
        windowSeconds,
        prefix: prefixOf(policy),
        keyGenerator: keyGenerators[by],
        onHit: ({ key, count, ttlMs, allowed }) =>
          onHit({ key, count, ttlMs, allowed, limit, windowSeconds, algorithm }),
        onError,
      })
    // The end of the map is what was used last.
    kept.delete(name)
    kept.set(name, limiter)
    const [oldest] = kept.keys()
    if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    return limiter
  }
}

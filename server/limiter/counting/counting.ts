import type { Redis } from 'ioredis'
import { type AlgorithmName, createAlgorithmByName } from '../algorithms/algorithms.ts'
import type { Decision } from '../decision.ts'
import type { Hit } from '../fixed-window.ts'
import { createGroupedFixedWindow } from './group-commit.ts'
import { createSeveralPolicies } from './several-policies.ts'

export type CountedPolicy = { algorithm: AlgorithmName; limit: number; windowSeconds: number }

/**
 * The way from a request's keys, one per policy, to one decision for each: always a single round trip.
 * One fixed window alone is the guide's limiter: it counts refused requests too, and the hits of a busy turn share a
 * call. Several policies take all or nothing.
 */
export function createCounting({
  valkey,
  policies,
}: {
  valkey: Redis
  policies: CountedPolicy[]
}): (keys: string[]) => Promise<Decision[]> {
  const [only] = policies
  if (!only || policies.length > 1) return createSeveralPolicies({ valkey, policies })
  if (only.algorithm === 'fixed-window') return createFixedWindowCounting({ valkey, ...only })
  const decide = createAlgorithmByName[only.algorithm]({ valkey, ...only })
  return async ([key = '']) => [await decide(key)]
}

/** The busiest path, so it adds one promise to that of the hit and no more. */
function createFixedWindowCounting({
  valkey,
  limit,
  windowSeconds,
}: CountedPolicy & { valkey: Redis }): (keys: string[]) => Promise<Decision[]> {
  const countHit = createGroupedFixedWindow({ valkey, windowSeconds })
  const decide = ({ count, ttlMs }: Hit): Decision[] => {
    const allowed = count <= limit
    const remaining = allowed ? limit - count : 0
    return [{ allowed, count, limit, remaining, ttlMs, retryAfterMs: allowed ? 0 : ttlMs }]
  }
  return ([key = '']) => countHit(key).then(decide)
}

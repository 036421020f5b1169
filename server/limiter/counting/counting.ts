import type { Redis } from 'ioredis'
import { type AlgorithmName, createAlgorithmByName } from '../algorithms/algorithms.ts'
import type { Decision } from '../decision.ts'
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
  const decide =
    only.algorithm === 'fixed-window'
      ? decideFixedWindow({ valkey, ...only })
      : createAlgorithmByName[only.algorithm]({ valkey, ...only })
  return async ([key = '']) => [await decide(key)]
}

function decideFixedWindow({ valkey, limit, windowSeconds }: CountedPolicy & { valkey: Redis }) {
  const countHit = createGroupedFixedWindow({ valkey, windowSeconds })
  return async function decide(key: string): Promise<Decision> {
    const { count, ttlMs } = await countHit(key)
    const allowed = count <= limit
    const remaining = Math.max(0, limit - count)
    return { allowed, count, limit, remaining, ttlMs, retryAfterMs: allowed ? 0 : ttlMs }
  }
}

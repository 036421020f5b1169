import type { Redis } from 'ioredis'
import { createCounting } from './counting/counting.ts'
import { createDenyCache } from './counting/deny-cache.ts'
import type { Decision } from './decision.ts'
import {
  createFailurePolicy,
  type FailureVerdict,
  type OnFailure,
} from './failure/failure-policy.ts'
import type { Listeners } from './listeners.ts'
import type { Policy } from './policies.ts'
import type { TraceNotes } from './script.ts'

export type DecidingOptions = Listeners & {
  /** What a request gets that Valkey could not count in time; the default is `failClosed`, a 503. */
  onFailure?: OnFailure
  /** How long Valkey may take, in whole milliseconds from 1 to 60,000; the default is 500. */
  deadlineMs?: number
  /**
   * Remembers who is over the limit, at most `maxKeys` (10,000) keys, so that blocked traffic costs Valkey nothing. It is
   * not counted then. Off by default.
   */
  denyCache?: boolean | { maxKeys?: number }
}

/**
 * From keys to a verdict, within the deadline: one decision per policy, or what the failure policy says. Everything that
 * takes time is in here, and nothing in it is ever tried twice. What the deny cache knows is there at once, no promise.
 * The listeners must not throw (listeners.ts).
 */
export function createDeciding({
  valkey,
  policies,
  onFailure = 'failClosed',
  deadlineMs = 500,
  denyCache = false,
  onHit,
  onError,
  onLate,
  onWarning,
}: DecidingOptions & { valkey: Redis; policies: Policy[] }): (
  keys: string[],
  notes?: TraceNotes,
) => FailureVerdict | Promise<FailureVerdict> {
  const count = createCounting({ valkey, policies, deadlineMs, onLate })
  const fail = createFailurePolicy({ onFailure, policies, ...(onWarning && { onWarning }) })
  const memory = denyCache === true ? {} : denyCache
  const denied = memory && policies.length === 1 ? createDenyCache(memory) : undefined

  return function decide(keys, notes) {
    const leftMs = denied?.denied(keys[0] ?? '')
    if (leftMs !== undefined) return [stillDenied(policies[0]?.limit ?? 0, leftMs)]
    return ask(keys, notes)
  }

  async function ask(keys: string[], notes?: TraceNotes): Promise<FailureVerdict> {
    const [first = ''] = keys
    const askedAt = denied && performance.now()
    let decisions: Decision[]
    try {
      decisions = await count(keys, notes)
    } catch (error) {
      if (notes) notes.failure = error
      onError?.(error)
      return fail(keys)
    }
    const retryAfterMs = decisions[0]?.retryAfterMs ?? 0
    if (askedAt !== undefined && retryAfterMs > 0) denied?.remember(first, retryAfterMs, askedAt)
    if (onHit) {
      decisions.forEach((decision, i) => {
        onHit({ ...decision, key: keys[i] ?? '', policy: policies[i]?.name ?? '' })
      })
    }
    return decisions
  }
}

function stillDenied(limit: number, leftMs: number): Decision {
  return { allowed: false, count: limit, limit, remaining: 0, ttlMs: leftMs, retryAfterMs: leftMs }
}

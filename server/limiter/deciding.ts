import type { Redis } from 'ioredis'
import { createCounting } from './counting/counting.ts'
import { createDenyCache } from './counting/deny-cache.ts'
import type { Decision } from './decision.ts'
import type { LateAnswer } from './failure/deadline.ts'
import {
  createFailurePolicy,
  type FailureVerdict,
  type OnFailure,
} from './failure/failure-policy.ts'
import type { Policy } from './policies.ts'
import type { TraceNotes } from './tracing.ts'
import { emitWarning, type LimiterWarning } from './warnings/limiter-warning.ts'

/** One counted request on one policy. */
export type CountedHit = Decision & { key: string; policy: string }

export type DecidingOptions = {
  /** What a request gets that Valkey could not count in time; the default is a 503. */
  onFailure?: OnFailure
  /** How long Valkey may take, in milliseconds, from 1 to 60,000. */
  deadlineMs?: number
  /** Remembers who is over the limit, so that blocked traffic costs Valkey nothing. It is not counted then. */
  denyCache?: boolean | { maxKeys?: number }
  /** Told after each counted request, once per policy. */
  onHit?: (hit: CountedHit) => void
  /** Told when Valkey could not answer in time, or at all. */
  onError?: (error: unknown) => void
  /** Told what Valkey answered after the deadline. The request has long had its answer; nothing is counted again. */
  onLate?: (late: LateAnswer<Decision[]>) => void
  onWarning?: (warning: LimiterWarning) => void
}

/**
 * From keys to a verdict, within the deadline: one decision per policy, or what the failure policy says. Everything that
 * takes time is in here, and nothing in it is ever tried twice. What the deny cache knows is there at once, no promise.
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
  onWarning = emitWarning,
}: DecidingOptions & { valkey: Redis; policies: Policy[] }): (
  keys: string[],
  notes?: TraceNotes,
) => FailureVerdict | Promise<FailureVerdict> {
  const count = createCounting({ valkey, policies, deadlineMs, onLate })
  const fail = createFailurePolicy({ onFailure, policies, onWarning })
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
      tell(onError, error)
      return fail(keys)
    }
    const retryAfterMs = decisions[0]?.retryAfterMs ?? 0
    if (askedAt !== undefined && retryAfterMs > 0) denied?.remember(first, retryAfterMs, askedAt)
    if (onHit) {
      decisions.forEach((decision, i) => {
        tell(onHit, { ...decision, key: keys[i] ?? '', policy: policies[i]?.name ?? '' })
      })
    }
    return decisions
  }

  /** Who only listens must not decide: what a listener throws is told as a warning, and the request goes on. */
  function tell<Told>(listener: ((told: Told) => void) | undefined, told: Told): void {
    try {
      listener?.(told)
    } catch (error) {
      onWarning({
        code: 'CALLBACK_FAILED',
        message: `onHit or onError of a rate limiter threw: ${error instanceof Error ? error.message : error}. The request went on without it.`,
      })
    }
  }
}

function stillDenied(limit: number, leftMs: number): Decision {
  return { allowed: false, count: limit, limit, remaining: 0, ttlMs: leftMs, retryAfterMs: leftMs }
}

import type { Redis } from 'ioredis'
import { createPeek } from './algorithms/algorithm-script.ts'
import type { CountedPolicy } from './counting/counting.ts'
import { createCounting } from './counting/counting.ts'
import { createDenyCache } from './counting/deny-cache.ts'
import type { Decision } from './decision.ts'
import { createColdStart } from './failure/cold-start.ts'
import { withDeadline } from './failure/deadline.ts'
import {
  createFailurePolicy,
  type FailureVerdict,
  type OnFailure,
} from './failure/failure-policy.ts'
import { createOutageWarning } from './failure/outage-warning.ts'
import type { CountedHit, Listeners } from './listeners.ts'
import { spellValue } from './options/spell-value.ts'
import type { TraceNotes } from './script.ts'
import { emitWarning } from './warnings/limiter-warning.ts'

export type DecidingOptions = Listeners & {
  /** What a request gets that Valkey could not count in time; the default is `failClosed`, a 503. */
  onFailure?: OnFailure
  /** How long Valkey may take, in whole milliseconds from 1 to 60,000; the default is 500. */
  deadlineMs?: number
  /**
   * Remembers who is over the limit, at most `maxKeys` (10,000) keys, so that blocked traffic costs Valkey nothing. Such
   * a refusal is told to `onHit` with the source `cache`, and is not counted. Off by default.
   */
  denyCache?: boolean | { maxKeys?: number }
}

export type Deciding = {
  (keys: string[], notes?: TraceNotes): FailureVerdict | Promise<FailureVerdict>
  /** The verdict that these keys would get; nothing is taken. */
  peek(keys: string[]): Promise<FailureVerdict>
  /** Lets Valkey be asked about these keys again, whatever the deny cache knows. */
  forget(keys: string[]): void
}

/**
 * From keys to a verdict, within the deadline: one decision per policy, or what the failure policy says. Everything that
 * takes time is in here, and nothing in it is ever tried twice. What the deny cache knows is there at once, no promise.
 * The listeners must not throw (listeners.ts).
 */
export function createDeciding(options: DecidingParts): Deciding {
  const isClosed = options.policies.some(({ limit }) => limit === 0)
  return isClosed ? createClosed(options) : createOpen(options)
}

type DecidingParts = DecidingOptions & {
  valkey: Redis
  policies: (CountedPolicy & { name: string })[]
}

function createOpen({
  valkey,
  policies,
  onFailure = 'failClosed',
  deadlineMs = 500,
  denyCache = false,
  onHit,
  onError,
  onLate,
  onWarning = emitWarning,
}: DecidingParts): Deciding {
  const count = createCounting({ valkey, policies, deadlineMs, onLate, onReplaced })
  const fail = createFailurePolicy({ onFailure, policies, onWarning })
  const whenConnected = createColdStart(valkey)
  // A limiter with an onError listener needs no warning.
  const outage = onError ? undefined : createOutageWarning(onWarning)
  const memory = denyCache === true ? {} : denyCache
  const denied = memory && policies.length === 1 ? createDenyCache(memory) : undefined

  let toldReplaced = false

  function onReplaced(key: string): void {
    if (toldReplaced) return
    toldReplaced = true
    onWarning({
      code: 'KEY_REPLACED',
      message: `The key ${spellValue(key)} of a rate limiter held something else, which counted as absent and was replaced. Let nothing but the limiter write into its keys.`,
    })
  }

  const peeks = policies.map((policy) => createPeek({ valkey, ...policy }))
  return Object.assign(decide, { peek, forget })

  function forget(keys: string[]): void {
    for (const key of keys) denied?.forget(key)
  }

  async function peek(keys: string[]): Promise<FailureVerdict> {
    const look = async () => {
      await whenConnected()
      return Promise.all(peeks.map((peekOne, i) => peekOne(keys[i] ?? '')))
    }
    try {
      return await withDeadline(look(), deadlineMs)
    } catch (error) {
      onError?.(error)
      outage?.failed(error)
      return fail(keys, false)
    }
  }

  function decide(keys: string[], notes?: TraceNotes): FailureVerdict | Promise<FailureVerdict> {
    const leftMs = denied?.denied(keys[0] ?? '')
    if (leftMs === undefined) return ask(keys, notes)
    const decisions = [stillDenied(policies[0]?.limit ?? 0, leftMs)]
    tellHits(keys, decisions, 'cache')
    return decisions
  }

  async function ask(keys: string[], notes?: TraceNotes): Promise<FailureVerdict> {
    const [first = ''] = keys
    const askedAt = denied && performance.now()
    let decisions: Decision[]
    try {
      const connected = whenConnected()
      decisions = await (connected ? countWhen(connected, keys, notes) : count(keys, notes))
    } catch (error) {
      if (notes) notes.failure = error
      onError?.(error)
      outage?.failed(error)
      return fail(keys)
    }
    outage?.answered()
    const retryAfterMs = decisions[0]?.retryAfterMs ?? 0
    if (askedAt !== undefined && retryAfterMs > 0) denied?.remember(first, retryAfterMs, askedAt)
    tellHits(keys, decisions, 'valkey')
    return decisions
  }

  /** The wait for the connection is part of the deadline. */
  function countWhen(connected: Promise<void>, keys: string[], notes?: TraceNotes) {
    const counted = connected.then(() => count(keys, notes))
    return withDeadline(counted, deadlineMs, {
      onLate: (late) => late.status === 'fulfilled' && onLate?.(late),
    })
  }

  function tellHits(keys: string[], decisions: Decision[], source: CountedHit['source']): void {
    if (onHit) tellEach({ onHit, policies, keys, decisions, source })
  }
}

function stillDenied(limit: number, leftMs: number): Decision {
  return { allowed: false, count: limit, limit, remaining: 0, ttlMs: leftMs, retryAfterMs: leftMs }
}

/** Refuses every request without a query to Valkey, because a limit of 0 lets none pass. */
function createClosed({ policies, onHit }: DecidingParts): Deciding {
  const decisions = policies.map(({ limit, windowSeconds }): Decision => {
    const waitMs = limit === 0 ? windowSeconds * 1000 : 0
    return {
      allowed: limit > 0,
      count: 0,
      limit,
      remaining: limit,
      ttlMs: waitMs,
      retryAfterMs: waitMs,
    }
  })
  function decide(keys: string[]): Decision[] {
    if (onHit) tellEach({ onHit, policies, keys, decisions, source: 'none' })
    return decisions
  }
  return Object.assign(decide, { peek: async () => decisions, forget() {} })
}

function tellEach({
  onHit,
  policies,
  keys,
  decisions,
  source,
}: {
  onHit: (hit: CountedHit) => void
  policies: { name: string }[]
  keys: string[]
  decisions: Decision[]
  source: CountedHit['source']
}): void {
  decisions.forEach((decision, i) => {
    onHit({ ...decision, key: keys[i] ?? '', policy: policies[i]?.name ?? '', source })
  })
}

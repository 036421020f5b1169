import type { Decision } from '../decision.ts'
import { keyPart } from '../keys/key-part.ts'

export type LocalFallbackOptions = {
  /** The part of each limit that this one process gives out while Valkey cannot answer: more than 0, at most 1. */
  share?: number
  /** How many keys are remembered per policy. */
  maxKeys?: number
}

/**
 * Counts in this process' memory while Valkey cannot: a fixed window per key, with `share` of the limit, rounded down,
 * at least 1. Every process counts by itself, so with four of them a share of 0.25 keeps the whole near its limit.
 * It starts from zero and is never added to what Valkey counted: in the window of an outage a client gets at most its
 * limit from Valkey plus this share per process.
 *
 * Memory is bounded. Ended windows are forgotten; when `maxKeys` windows are open, a further key is `full` until the
 * oldest one ends: its client may be well within its limit, so it is not refused as one that is over. `onFull` is told once. Forgetting an open window instead would hand its client a new quota,
 * and anybody with many addresses could do that to everybody.
 *
 * The returned function takes one key per policy and decides all or nothing: a request that one policy refuses takes
 * from none. `now` is a clock in milliseconds that never goes back.
 */
export function createLocalFallback({
  policies,
  share = 1,
  maxKeys = 10_000,
  onFull,
  now = () => performance.now(),
}: LocalFallbackOptions & {
  policies: { limit: number; windowSeconds: number }[]
  onFull?: () => void
  now?: () => number
}): (keys: string[], takes?: boolean) => Decision[] | 'full' {
  const counters = policies.map(({ limit, windowSeconds }) =>
    createCounter({
      limit: Math.max(1, Math.floor(limit * share)),
      windowMs: windowSeconds * 1000,
      maxKeys,
    }),
  )
  let toldFull = false

  return function decideLocally(keys, takes = true) {
    const time = now()
    const looks = counters.map((counter, i) => counter.look(keyPart(keys[i] ?? ''), time))
    if (looks.includes(undefined)) {
      if (!toldFull) onFull?.()
      toldFull = true
      return 'full'
    }
    const known = looks.filter((look) => look !== undefined)
    const allowed = known.every(({ decision }) => decision.allowed)
    return known.map(({ decision, take }) => (allowed && takes ? take() : decision))
  }
}

type Look = { decision: Decision; take(): Decision }

/** All windows are equally long, so the order in which they were opened is the order in which they end. */
function createCounter({
  limit,
  windowMs,
  maxKeys,
}: {
  limit: number
  windowMs: number
  maxKeys: number
}) {
  const windows = new Map<string, { count: number; endsAt: number }>()

  function forgetEnded(time: number): void {
    for (const [key, { endsAt }] of windows) {
      if (endsAt > time) return
      windows.delete(key)
    }
  }

  /** Undefined when there is no place for the key. */
  function look(key: string, time: number): Look | undefined {
    forgetEnded(time)
    const open = windows.get(key)
    if (!open && windows.size >= maxKeys) return undefined
    const endsAt = open?.endsAt ?? time + windowMs
    const before = open?.count ?? 0
    const allowed = before < limit

    const decide = (count: number): Decision => ({
      allowed,
      count,
      limit,
      remaining: limit - count,
      ttlMs: Math.ceil(endsAt - time),
      retryAfterMs: allowed ? 0 : Math.ceil(endsAt - time),
    })
    function take(): Decision {
      windows.set(key, { count: before + 1, endsAt })
      return decide(before + 1)
    }
    return { decision: decide(before), take }
  }

  return { look }
}

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
 * Memory is bounded. Ended windows are forgotten; when `maxKeys` windows are open, further keys are refused until the
 * oldest one ends, and `onFull` is told once. Forgetting an open window instead would hand its client a new quota,
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
}): (keys: string[]) => Decision[] {
  const counters = policies.map(({ limit, windowSeconds }) =>
    createCounter({
      limit: Math.max(1, Math.floor(limit * share)),
      windowMs: windowSeconds * 1000,
      maxKeys,
    }),
  )
  let toldFull = false

  return function decideLocally(keys) {
    const time = now()
    const looks = counters.map((counter, i) => counter.look(keyPart(keys[i] ?? ''), time))
    if (!toldFull && looks.some(({ full }) => full)) {
      toldFull = true
      onFull?.()
    }
    const allowed = looks.every(({ decision }) => decision.allowed)
    return looks.map(({ decision, take }) => (allowed ? take() : decision))
  }
}

type Look = { decision: Decision; full: boolean; take(): Decision }

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

  function oldestEnd(): number | undefined {
    const [oldest] = windows.values()
    return oldest?.endsAt
  }

  function look(key: string, time: number): Look {
    forgetEnded(time)
    const open = windows.get(key)
    const full = !open && windows.size >= maxKeys
    const endsAt = (full ? oldestEnd() : open?.endsAt) ?? time + windowMs
    const before = open?.count ?? 0
    const allowed = !full && before < limit

    const decide = (count: number): Decision => ({
      allowed,
      count,
      limit,
      remaining: full ? 0 : limit - count,
      ttlMs: Math.ceil(endsAt - time),
      retryAfterMs: allowed ? 0 : Math.ceil(endsAt - time),
    })
    function take(): Decision {
      windows.set(key, { count: before + 1, endsAt })
      return decide(before + 1)
    }
    return { decision: decide(before), full, take }
  }

  return { look }
}

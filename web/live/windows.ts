// The windows of the counters, from their TTL as Valkey tells it: where one begins, where it ends, and when that end is
// moved (EXPIRE), taken away (PERSIST) or the counter is gone (DEL).
import type { KeyState } from '../../server/live/contract.ts'
import type { TimelineWindow } from '../ui/timeline/timeline-figure.ts'

export type RecordedWindow = Omit<TimelineWindow, 'label'> & {
  id: string
  /** null where only the answer's headers told of it. */
  key: string | null
  limit: number | null
  /** As it was when the window was first seen. */
  count: number | null
}

/** A TTL is as old as its way here, so the same end is never told twice to the millisecond. */
const sameEndMs = 300
const keptPerLane = 60
export function observeKey(
  windows: RecordedWindow[],
  {
    key,
    lane,
    count,
    ttlMs,
    limit,
    windowSeconds,
    algorithm,
    isHit,
  }: KeyState & { lane: string; isHit: boolean },
  at: number,
): RecordedWindow[] {
  // Of another algorithm's key the TTL says when the whole quota is back: that is no window that begins and ends.
  if (algorithm !== 'fixed-window') return windows
  const current = windows.findLast((each) => each.key === key)
  const runs = current && (current.to === null || current.to > at - sameEndMs) ? current : undefined
  if (ttlMs === -2) return runs ? closeWindows(windows, (each) => each === key, at) : windows
  const to = ttlMs < 0 ? null : at + ttlMs
  // A first request counts to one: another window begins, however much of the last one was left.
  const begun = isHit && count === 1 && runs !== undefined && at - runs.from > sameEndMs
  if (runs && !(begun && to !== null && differs(runs.to, to))) {
    return differs(runs.to, to) ? replace(windows, { ...runs, to }) : windows
  }
  // An answer may overtake the stream: what its header fields told in whole seconds is this same window.
  const answered = runs ? undefined : windows.findLast((each) => isFromAnswer(each, lane, at))
  if (answered) return replace(windows, { ...answered, key, to, limit, count })
  const known = runs ? replace(windows, { ...runs, to: Math.min(runs.to ?? at, at) }) : windows
  const earliest = current ? Math.min(current.to ?? at, at) : Number.NEGATIVE_INFINITY
  const start = to === null ? at : Math.max(earliest, Math.min(at, to - windowSeconds * 1000))
  const window = { id: `${key} ${Math.round(start)}`, key, lane, from: start, to, limit, count }
  return kept([...known, window], lane)
}

function isFromAnswer(window: RecordedWindow, lane: string, at: number): boolean {
  return window.key === null && window.lane === lane && window.to !== null && window.to > at
}

/** A window that only an answer's RateLimit fields told of, in whole seconds: the stream may be closed. */
export function observeLane(
  windows: RecordedWindow[],
  { lane, endsAt, windowSeconds }: { lane: string; endsAt: number; windowSeconds: number },
  at: number,
): RecordedWindow[] {
  const known = windows.some((each) => each.lane === lane && (each.to === null || each.to > at))
  if (known) return windows
  const last = windows.findLast((each) => each.lane === lane)?.to ?? Number.NEGATIVE_INFINITY
  const from = Math.max(last, Math.min(at, endsAt - windowSeconds * 1000))
  const window = {
    id: `${lane} ${Math.round(from)}`,
    key: null,
    lane,
    from,
    to: endsAt,
    limit: null,
    count: null,
  }
  return kept([...windows, window], lane)
}

/** The counters of these keys are gone at `at`. */
export function closeWindows(
  windows: RecordedWindow[],
  isGone: (key: string) => boolean,
  at: number,
): RecordedWindow[] {
  return windows.map((each) =>
    each.key !== null && isGone(each.key) && (each.to === null || each.to > at)
      ? { ...each, to: at }
      : each,
  )
}

function differs(one: number | null, other: number | null): boolean {
  if (one === null || other === null) return one !== other
  return Math.abs(one - other) > sameEndMs
}

function replace(windows: RecordedWindow[], window: RecordedWindow): RecordedWindow[] {
  return windows.map((each) => (each.id === window.id ? window : each))
}

function kept(windows: RecordedWindow[], lane: string): RecordedWindow[] {
  const over = windows.filter((each) => each.lane === lane).length - keptPerLane
  if (over <= 0) return windows
  let toDrop = over
  return windows.filter((each) => {
    if (each.lane !== lane || toDrop === 0) return true
    toDrop -= 1
    return false
  })
}

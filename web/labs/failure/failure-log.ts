import type { LaneName } from '../../../server/labs/failure/contract.ts'
import type { Fate, LabRequest, Trouble } from './lab-request.ts'

export type LogEntry = { at: number } & (
  | { what: 'trouble'; trouble: Trouble; began: boolean }
  /** From here on this lane's requests fare so; `tookMs` is the first one's. */
  | { what: 'fate'; lane: LaneName; fate: Fate; tookMs: number; cause?: string }
)

type LoggedRun = {
  troubles: readonly Trouble[]
  requests: readonly LabRequest[]
  now: number
  past: Record<LaneName, { log: LaneLog }>
}

/** A request that has waited this long is worth a line. */
const longMs = 1000
/** More than the page shows. */
const keptEntries = 200

/**
 * The run in words: what was done to Valkey, and each time that the fate of a lane's requests changed. Oldest first. A 200
 * and a 429 are the same here: both were counted.
 */
export function readLog(state: LoggedRun): LogEntry[] {
  const entries: LogEntry[] = []
  for (const trouble of state.troubles) {
    entries.push({ at: trouble.from, what: 'trouble', trouble, began: true })
    if (trouble.to !== null)
      entries.push({ at: trouble.to, what: 'trouble', trouble, began: false })
  }
  for (const lane of ['left', 'right'] as const) {
    const { log } = state.past[lane]
    const requests = state.requests.filter((one) => one.lane === lane)
    entries.push(...continueLog(log, { lane, requests, until: state.now, now: state.now }).entries)
  }
  return entries.sort((a, b) => a.at - b.at)
}

/** A lane's log up to a moment, and what is needed to write on. */
export type LaneLog = {
  until: number
  entries: LogEntry[]
  before: Fate | undefined
  lateFailure: boolean
}

export const emptyLog: LaneLog = {
  until: Number.NEGATIVE_INFINITY,
  entries: [],
  before: undefined,
  lateFailure: false,
}

/** Writes on to `until`; `requests` are at least those with something to tell after `log.until`. */
export function continueLog(
  log: LaneLog,
  {
    lane,
    requests,
    until,
    now,
  }: { lane: LaneName; requests: readonly LabRequest[]; until: number; now: number },
): LaneLog {
  const entries = [...log.entries]
  let { before, lateFailure } = log
  for (const point of pointsOf(requests, now)) {
    if (point.at <= log.until || point.at > until) continue
    const fate = point.fate === 'rejected' ? 'allowed' : point.fate
    // Among slow answers some always wait: one line says so, until an answer is quick again, or is none.
    if (fate === before || (point.late && fate === 'allowed' && before === 'waiting')) continue
    if (fate === 'waiting' && lateFailure) continue
    lateFailure = point.late && fate !== 'waiting'
    before = fate
    const { at, tookMs, cause } = point
    entries.push({
      at,
      what: 'fate',
      lane,
      fate: point.fate,
      tookMs,
      ...(cause !== undefined && { cause }),
    })
  }
  return { until, entries: entries.slice(-keptEntries), before, lateFailure }
}

type Point = { at: number; fate: Fate; tookMs: number; late: boolean; cause?: string }

/** The moments at which the fate of each request changed: after a second of waiting, and at its answer. */
function pointsOf(requests: readonly LabRequest[], now: number): Point[] {
  const points: Point[] = []
  for (const { at, fate, tookMs, cause } of requests) {
    const soFarMs = tookMs ?? now - at
    const late = soFarMs > longMs
    if (late) points.push({ at: at + longMs, fate: 'waiting', tookMs: soFarMs, late })
    if (tookMs === null) continue
    points.push({ at: at + tookMs, fate, tookMs, late, ...(cause !== undefined && { cause }) })
  }
  return points.sort((a, b) => a.at - b.at)
}

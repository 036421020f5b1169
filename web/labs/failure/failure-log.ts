import type { LaneName } from '../../../server/experiments/failure/contract.ts'
import type { FailureState, Fate, Trouble } from './failure-state.ts'

export type LogEntry = { at: number } & (
  | { what: 'trouble'; trouble: Trouble; began: boolean }
  /** From here on this lane's requests fare so; `tookMs` is the first one's. */
  | { what: 'fate'; lane: LaneName; fate: Fate; tookMs: number; cause?: string }
)

/** A request that has waited this long is worth a line. */
const longMs = 1000

/**
 * The run in words: what was done to Valkey, and each time that the fate of a lane's requests changed. Oldest first. A 200
 * and a 429 are the same here: both were counted.
 */
export function readLog(state: FailureState): LogEntry[] {
  const entries: LogEntry[] = []
  for (const trouble of state.troubles) {
    entries.push({ at: trouble.from, what: 'trouble', trouble, began: true })
    if (trouble.to !== null)
      entries.push({ at: trouble.to, what: 'trouble', trouble, began: false })
  }
  for (const lane of ['left', 'right'] as const) entries.push(...fates(state, lane))
  return entries.sort((a, b) => a.at - b.at)
}

function fates(state: FailureState, lane: LaneName): LogEntry[] {
  const entries: LogEntry[] = []
  let before: Fate | undefined
  let lateFailure = false
  for (const point of pointsOf(state, lane)) {
    const fate = point.fate === 'rejected' ? 'allowed' : point.fate
    // Among slow answers some always wait: one line says so, until an answer is quick again, or is none.
    if (fate === before || (point.late && fate === 'allowed' && before === 'waiting')) continue
    if (fate === 'waiting' && lateFailure) continue
    lateFailure = point.late && fate !== 'waiting'
    before = fate
    const { at, tookMs, cause } = point
    entries.push({
      ...{ at, what: 'fate', lane, fate: point.fate, tookMs },
      ...(cause !== undefined && { cause }),
    })
  }
  return entries
}

type Point = { at: number; fate: Fate; tookMs: number; late: boolean; cause?: string }

/** When what became of each request was known: after a second that it waits, and when it was answered. */
function pointsOf(state: FailureState, lane: LaneName): Point[] {
  const points: Point[] = []
  for (const { lane: other, at, fate, tookMs, cause } of state.requests) {
    if (other !== lane) continue
    const soFarMs = tookMs ?? state.now - at
    const late = soFarMs > longMs
    if (late) points.push({ at: at + longMs, fate: 'waiting', tookMs: soFarMs, late })
    if (tookMs === null) continue
    points.push({ at: at + tookMs, fate, tookMs, late, ...(cause !== undefined && { cause }) })
  }
  return points.sort((a, b) => a.at - b.at)
}

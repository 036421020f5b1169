import type { LaneName } from '../../../server/labs/failure/contract.ts'
import type { FailureState } from './failure-state.ts'
import type { Fate } from './lab-request.ts'

export type LaneSummary = {
  fates: Record<Fate, number>
  heldBack: number
  /** The longest that any request took, or has waited so far. */
  longestMs: number
  /** Half of the answers of the last ten seconds took at most so long; null without any. */
  medianMs: number | null
  /**
   * From the end of the last trouble to the first request after it that Valkey counted (recovery.ts); 'not yet' until
   * then, null without a trouble that ended.
   */
  recoveredAfterMs: number | 'not yet' | null
  /** Why Valkey could not count the last one that it did not. */
  lastCause: string | null
}

const recentMs = 10_000

export function summarizeLane(state: FailureState, lane: LaneName): LaneSummary {
  const { past, recovery } = state
  const fates = { ...past[lane].fates }
  let { longestMs, lastCause } = past[lane]
  const recent: number[] = []
  for (const request of state.requests) {
    if (request.lane !== lane) continue
    fates[request.fate] += 1
    const tookMs = request.tookMs ?? state.now - request.at
    longestMs = Math.max(longestMs, tookMs)
    lastCause = request.cause ?? lastCause
    if (request.tookMs === null) continue
    if (request.at + request.tookMs > state.now - recentMs) recent.push(request.tookMs)
  }
  recent.sort((a, b) => a - b)
  return {
    fates,
    heldBack: state.heldBack[lane],
    longestMs,
    medianMs: recent[Math.floor(recent.length / 2)] ?? null,
    recoveredAfterMs: recovery && (recovery.afterMs[lane] ?? 'not yet'),
    lastCause,
  }
}

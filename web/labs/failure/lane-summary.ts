import type { LaneName } from '../../../server/experiments/failure/contract.ts'
import type { FailureState, Fate } from './failure-state.ts'

export type LaneSummary = {
  fates: Record<Fate, number>
  heldBack: number
  /** The longest that any request took, or has waited so far. */
  longestMs: number
  /** Half of the answers of the last ten seconds took at most so long; null without any. */
  medianMs: number | null
  /**
   * From the end of the last trouble to the first request after it that Valkey counted; 'not yet' until then, null
   * without a trouble that ended.
   */
  recoveredAfterMs: number | 'not yet' | null
  /** Why Valkey could not count the last one that it did not. */
  lastCause: string | null
}

const recentMs = 10_000

export function summarizeLane(state: FailureState, lane: LaneName): LaneSummary {
  const fates: LaneSummary['fates'] = {
    ...{ waiting: 0, allowed: 0, passed: 0, rejected: 0, unavailable: 0, broken: 0 },
  }
  const endedAt = lastTroubleEnd(state)
  const recent: number[] = []
  let longestMs = 0
  let lastCause: string | null = null
  let recoveredAt: number | null = null
  for (const request of state.requests) {
    if (request.lane !== lane) continue
    fates[request.fate] += 1
    const tookMs = request.tookMs ?? state.now - request.at
    longestMs = Math.max(longestMs, tookMs)
    lastCause = request.cause ?? lastCause
    if (request.tookMs === null) continue
    const answeredAt = request.at + request.tookMs
    if (answeredAt > state.now - recentMs) recent.push(request.tookMs)
    const counted = request.fate === 'allowed' || request.fate === 'rejected'
    if (!counted || request.cause !== undefined) continue
    if (endedAt !== null && answeredAt >= endedAt && recoveredAt === null) recoveredAt = answeredAt
  }
  recent.sort((a, b) => a - b)
  return {
    fates,
    heldBack: state.heldBack[lane],
    longestMs,
    medianMs: recent[Math.floor(recent.length / 2)] ?? null,
    recoveredAfterMs:
      endedAt === null ? null : recoveredAt === null ? 'not yet' : recoveredAt - endedAt,
    lastCause,
  }
}

/** When the last killing or freezing ended; null while one lasts, and without any. */
function lastTroubleEnd({ troubles }: FailureState): number | null {
  const outages = troubles.filter(({ kind }) => kind === 'killed' || kind === 'frozen')
  return outages.at(-1)?.to ?? null
}

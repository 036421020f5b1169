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
  const told = state.requests
    .filter((one) => one.lane === lane)
    .map((one) => ({ ...one, tookMs: one.tookMs ?? state.now - one.at }))
    .filter(({ fate, tookMs }) => fate !== 'waiting' || tookMs > longMs)
    .map((one) => ({ ...one, answeredAt: one.at + one.tookMs }))
    .sort((a, b) => a.answeredAt - b.answeredAt)
  const entries: LogEntry[] = []
  let before: Fate | undefined
  for (const { fate, answeredAt, tookMs, cause, at } of told) {
    const now = fate === 'rejected' ? 'allowed' : fate
    if (now === before) continue
    before = now
    entries.push({
      ...{ at: fate === 'waiting' ? at + longMs : answeredAt, what: 'fate', lane, fate, tookMs },
      ...(cause !== undefined && { cause }),
    })
  }
  return entries
}

// How long Valkey still does not count after the cause has ended.
import type { LaneName } from '../../../server/labs/failure/contract.ts'
import type { LabRequest, Trouble } from './lab-request.ts'

export type Recovery = {
  from: number
  after: Trouble['kind']
  /** Of each lane: from the trouble's end to the first request that Valkey counted; null until then. */
  afterMs: Record<LaneName, number | null>
}

export function recoveryFrom(after: Trouble['kind'], from: number): Recovery {
  return { from, after, afterMs: { left: null, right: null } }
}

/** With what an answered request says of it. Counted by the process itself is not counted by Valkey: it has a cause. */
export function noteRecovery(
  recovery: Recovery,
  { lane, at, tookMs, fate, cause }: LabRequest,
): Recovery {
  const counted = (fate === 'allowed' || fate === 'rejected') && cause === undefined
  if (!counted || tookMs === null || recovery.afterMs[lane] !== null) return recovery
  // A slow Valkey counted all along. What was sent while it was slow may still come late, and shows nothing.
  const sentTooEarly = recovery.after === 'slow' && at < recovery.from
  const answeredAt = at + tookMs
  if (sentTooEarly || answeredAt < recovery.from) return recovery
  return { ...recovery, afterMs: { ...recovery.afterMs, [lane]: answeredAt - recovery.from } }
}

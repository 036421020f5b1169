// One request of the failure lab, and what Valkey went through.
import type { LaneName } from '../../../server/labs/failure/contract.ts'

/** waiting: no answer yet. passed: let through without being counted. broken: the connection ended without an answer. */
export type Fate = 'waiting' | 'allowed' | 'passed' | 'rejected' | 'unavailable' | 'broken'

export type LabRequest = {
  lane: LaneName
  id: number
  at: number
  fate: Fate
  /** Null while it waits. */
  tookMs: number | null
  cause?: string
}

/** What Valkey went through, as spans; `to` is null while it lasts. */
export type Trouble = {
  kind: 'killed' | 'frozen' | 'slow' | 'full'
  from: number
  to: number | null
  delayMs: number
}

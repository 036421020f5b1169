import type { BoardLearner, BoardTotals, Pace } from './contract.ts'
import { findStuck } from './stuck.ts'

/** Slower and faster fade: what was said five minutes ago was about something else. */
export const paceFadesMs = 5 * 60_000
/** A learner whose last sign of life is older is not here, whatever a server process that died could not say any more. */
export const hereFadesMs = 45_000

/** `now` is on Valkey's clock. */
export function totalsOf(learners: BoardLearner[], now: number): BoardTotals {
  const count = (value: Pace) =>
    learners.filter(({ pace }) => pace?.value === value && now - pace.at < paceFadesMs).length
  return {
    at: now,
    joined: learners.length,
    here: learners.filter(({ here }) => here).length,
    slower: count('slower'),
    faster: count('faster'),
    ...findStuck(learners, now),
  }
}

/** Whether this learner counts as here and has not been heard of for too long. */
export function hasFaded({ here, seenAt }: BoardLearner, now: number): boolean {
  return here && now - seenAt >= hereFadesMs
}

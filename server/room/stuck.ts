// Who is stuck: without progress for much longer than the room. While the instructor talks nobody has any, and so nobody
// is stuck.
import type { BoardLearner } from './contract.ts'

/** Nobody is stuck sooner than this. */
const leastMs = 3 * 60_000
const timesMedian = 2

export type Stuck = {
  /** How long the learner in the middle has been without progress; null with nobody there. */
  medianIdleMs: number | null
  /** The ids, those that wait longest first. */
  stuck: string[]
}

/** Compared are those who are here; of somebody who has closed the page nobody knows. `now` is on Valkey's clock. */
export function findStuck(learners: BoardLearner[], now: number): Stuck {
  const idle = learners
    .filter(({ here }) => here)
    .map(({ id, progressAt }) => ({ id, ms: Math.max(0, now - progressAt) }))
    .sort((a, b) => b.ms - a.ms)
  const middle = idle[Math.floor(idle.length / 2)]
  if (!middle) return { medianIdleMs: null, stuck: [] }
  const bound = Math.max(leastMs, timesMedian * middle.ms)
  // Alone there is no room to compare with.
  const stuck = idle.length < 2 ? [] : idle.filter(({ ms }) => ms >= bound)
  return { medianIdleMs: middle.ms, stuck: stuck.map(({ id }) => id) }
}

// What the learner's own limiter said last of this client, on the page's own clock. What it means in Valkey is its own affair:
// only of a plain counter is it known how it is read and when its window ends.

import type { KeyState } from '../../server/live/contract.ts'
import type { LiveCounter } from '../../server/my-limiter/contract.ts'

/** Moments are on performance.now()'s clock; null where the answer said nothing, or what it said is over. */
export type MineStanding = {
  remaining: number | null
  resetsAt: number | null
  passesAt: number | null
  refused: number
}

/** `at`: when the event that told it arrived. */
export function mineStanding(counter: LiveCounter | null, at: number): MineStanding | null {
  if (counter === null) return null
  const { remaining, resetMs, retryAfterMs, refused } = counter.answer
  const moment = (ms: number | null) => (ms === null ? null : at + ms)
  return { remaining, refused, resetsAt: moment(resetMs), passesAt: moment(retryAfterMs) }
}

type Numbers = {
  count: number
  over: number
  endsAt: number | null
  passesAt: number | null
  /** The quota comes back bit by bit: there is no window that ends. */
  gradual: boolean
}

/** What the counter shows of the key while the learner's limiter answers. */
export function mineNumbers(
  standing: MineStanding | null,
  key: (KeyState & { endsAt: number | null }) | undefined,
  limit: number,
): Numbers {
  const held = key?.count ?? 0
  const gradual = key !== undefined && key.algorithm !== 'fixed-window'
  const endsAt = key?.endsAt ?? null
  // The key is gone: whatever was said of it is over.
  if (!key || key.count === null || !standing)
    return { count: held, over: 0, endsAt, passesAt: null, gradual }
  const { remaining, refused: over, resetsAt } = standing
  const passesAt = over > 0 ? (standing.passesAt ?? (gradual ? resetsAt : endsAt)) : null
  if (!gradual) return { count: held, over, endsAt, passesAt, gradual }
  // Its expiry is no end of a window, and its content may be kept in another way than the workbook's.
  const used = held > 0 || remaining === null ? held : Math.max(0, limit - remaining)
  const count = over > 0 ? limit + over : used
  return { count, over, endsAt: over > 0 ? passesAt : resetsAt, passesAt, gradual }
}

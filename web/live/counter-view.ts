// From what the page knows to what it draws of one counter.

import type { LiveKey } from './live-keys.ts'
import type { LiveState } from './live-state.ts'
import { mineNumbers } from './mine-standing.ts'
import { mineAnswers } from './reduce-mine.ts'

export type CounterView = {
  key: string | null
  /** unknown: not heard yet; empty: no key in Valkey; stuck: a key without expiry; problem: the key is no counter. */
  status: 'unknown' | 'empty' | 'counting' | 'stuck' | 'problem'
  policy: LiveState['policy']
  /** As Valkey has it; 0 when there is no key. */
  count: number
  /** The part of `count` within the limit, and the part over it. */
  used: number
  over: number
  endsAt: number | null
  /** While the client is refused: until when. */
  passesAt: number | null
  /** Of the learner's limiter: its quota comes back bit by bit, and `endsAt` is when the next one passes, or all is back. */
  gradual: boolean
  problem: string | null
  /** The lesson whose exercise counts here, in place of the workbook's limiter. */
  mine: string | null
  /** Whether the numbers are known to be right at this moment. */
  trusted: boolean
}

/** The counter of `key`; by default of what this browser's own requests count on. */
export function viewCounter(state: LiveState, asked?: string | null): CounterView {
  const { connection, valkey } = state
  const mine = asked === undefined ? mineAnswers(state.mine) : null
  // What the learner's limiter counts on, and its limit, are known from its last answer.
  const counted = mine === null ? null : (state.mine?.counter ?? null)
  const key = asked === undefined ? (counted?.key ?? state.yourKey) : asked
  const policy = mine === null ? state.policy : (counted?.policy ?? null)
  const trusted = connection.is === 'live' && valkey?.up === true
  const live = key === null ? undefined : state.keys[key]
  const limit = policy?.limit ?? 0
  const { count, over, endsAt, passesAt, gradual } =
    mine === null ? heldNumbers(live, limit) : mineNumbers(state.mineSaid, live, limit)
  return {
    key,
    status: statusOf(state, live),
    policy,
    count,
    used: Math.min(Math.max(0, count), limit),
    over: policy ? over : 0,
    endsAt,
    passesAt,
    gradual,
    problem: live?.problem ?? null,
    mine,
    trusted,
  }
}

/** Where the workbook's own limiter counts: over the limit means that a request was already rejected. */
function heldNumbers(live: LiveKey | undefined, limit: number) {
  const count = live?.count ?? 0
  const over = Math.max(0, count - limit)
  const endsAt = live?.endsAt ?? null
  return { count, over, endsAt, passesAt: over > 0 ? endsAt : null, gradual: false }
}

function statusOf(
  state: LiveState,
  live: LiveState['keys'][string] | undefined,
): CounterView['status'] {
  if (state.yourKey === null) return 'unknown'
  if (!live) return state.valkey?.up === false ? 'unknown' : 'empty'
  if (live.problem !== undefined) return 'problem'
  if (live.count === null) return 'empty'
  return live.endsAt === null ? 'stuck' : 'counting'
}

// From what the page knows to what it draws of one counter.
import type { LiveState } from './counter-state.ts'

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
  problem: string | null
  /** Whether the numbers are known to be right at this moment. */
  trusted: boolean
}

export function viewCounter(state: LiveState, key = state.yourKey): CounterView {
  const { connection, valkey, policy } = state
  const trusted = connection.is === 'live' && valkey?.up === true
  const live = key === null ? undefined : state.keys[key]
  const count = live?.count ?? 0
  const limit = policy?.limit ?? 0
  return {
    key,
    status: statusOf(state, live),
    policy,
    count,
    used: Math.min(Math.max(0, count), limit),
    over: Math.max(0, count - limit),
    endsAt: live?.endsAt ?? null,
    problem: live?.problem ?? null,
    trusted,
  }
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

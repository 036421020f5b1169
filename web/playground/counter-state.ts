// What the page knows from the event stream, as data. Every number comes from the server; the page only counts a TTL
// down from the moment it arrived.
import type { KeyState, LiveEvents, SnapshotEvent } from '../../server/live/contract.ts'
import type { MyLimiter } from '../../server/live-code/contract.ts'
import type { ValkeyStatus } from '../../server/valkey/contract.ts'

import { reduceMine } from './reduce-mine.ts'

export type Connection =
  | { is: 'connecting' }
  | { is: 'live' }
  /** Milliseconds since 1970: when it broke, and when it is tried again. */
  | { is: 'lost'; since: number; retryAt: number }

/** `endsAt`: when the window ends on the page's own clock (performance.now()); null when it has no end. */
export type LiveKey = KeyState & { endsAt: number | null }

export type LiveState = {
  connection: Connection
  valkey: ValkeyStatus | null
  yourKey: string | null
  policy: SnapshotEvent['policy'] | null
  keys: Record<string, LiveKey>
  /** Keys that the server no longer follows, because there are too many. */
  forgotten: number
  /** The learner's own limiter; null where their code does not run. */
  mine: MyLimiter | null
}

/** `at`: performance.now() when the event arrived. */
export type LiveAction =
  | {
      [Name in keyof LiveEvents]: { type: Name; data: LiveEvents[Name]; at: number }
    }[keyof LiveEvents]
  | { type: 'connecting' }
  | { type: 'lost'; since: number; retryAt: number }

const mostKeys = 1000

export const initialLiveState: LiveState = {
  connection: { is: 'connecting' },
  valkey: null,
  yourKey: null,
  policy: null,
  keys: {},
  forgotten: 0,
  mine: null,
}

export function reduceLive(state: LiveState, action: LiveAction): LiveState {
  switch (action.type) {
    case 'connecting':
      return { ...state, connection: { is: 'connecting' } }
    case 'lost':
      return { ...state, connection: { is: 'lost', since: action.since, retryAt: action.retryAt } }
    case 'snapshot': {
      const { yourKey, policy, valkey, keys, forgotten = 0, myLimiter: mine = null } = action.data
      const connection = { is: 'live' } as const
      const known = keys.map((held) => [held.key, withEnd(held, action.at)] as const)
      const told = { connection, yourKey, policy, valkey, forgotten, mine }
      return { ...told, keys: Object.fromEntries(known) }
    }
    case 'hit':
    case 'key':
      return withKey(state, action.data, action.at)
    case 'held': {
      const live = state.keys[action.data.key]
      if (!live) return state
      return { ...state, keys: { ...state.keys, [live.key]: { ...live, ...action.data } } }
    }
    case 'forgotten':
      return { ...state, forgotten: action.data.count }
    case 'valkey':
      return { ...state, valkey: action.data }
    case 'my-limiter':
      return state.mine ? { ...state, mine: reduceMine(state.mine, action.data) } : state
    // Kept by the inspector, beside this.
    case 'trace':
    case 'untraced':
    // Shown by the room's bar.
    case 'room':
      return state
  }
}

function withKey(state: LiveState, held: KeyState, at: number): LiveState {
  const { [held.key]: known, ...others } = state.keys
  if (held.ttlMs === -2) return { ...state, keys: others }
  const told = withEnd(held, at)
  const live = known && endsTogether(known, told) ? { ...told, endsAt: known.endsAt } : told
  if (known) return { ...state, keys: { ...state.keys, [held.key]: live } }
  return { ...state, keys: { ...withoutOldest(others, state.yourKey), [held.key]: live } }
}

function withEnd(held: KeyState, at: number): LiveKey {
  return { ...held, endsAt: held.ttlMs >= 0 ? at + held.ttlMs : null }
}

const jitterMs = 100

/** An event takes now 1 ms to get here and now 5: the end of a window that nobody moved does not move on the page either. */
function endsTogether({ endsAt: one }: LiveKey, { endsAt: other }: LiveKey): boolean {
  return one !== null && other !== null && Math.abs(one - other) < jitterMs
}

/** The server follows no more keys than this either, and says how many it let go. */
function withoutOldest(keys: LiveState['keys'], yourKey: string | null): LiveState['keys'] {
  const names = Object.keys(keys)
  if (names.length < mostKeys) return keys
  const oldest = names.find((name) => name !== yourKey) ?? ''
  const { [oldest]: _forgotten, ...others } = keys
  return others
}

// What the page knows from the event stream, as data. Every number comes from the server; the page only counts a TTL
// down from the moment it arrived.
import type { LiveEvents, SnapshotEvent } from '../../server/contract.ts'
import type { MyLimiter } from '../../server/my-limiter/contract.ts'
import type { ValkeyStatus } from '../../server/valkey/contract.ts'
import { isKeyEvent, type KeyEvent, type LiveKeys, withEnd, withKeyEvents } from './live-keys.ts'
import { type MineStanding, mineStanding } from './mine-standing.ts'
import { reduceMine } from './reduce-mine.ts'

export type Connection =
  | { is: 'connecting' }
  | { is: 'live' }
  /** Milliseconds since 1970: when it broke, and when it is tried again. */
  | { is: 'lost'; since: number; retryAt: number }

export type LiveState = {
  connection: Connection
  valkey: ValkeyStatus | null
  yourKey: string | null
  policy: SnapshotEvent['policy'] | null
  keys: LiveKeys
  /** Keys that the server no longer follows, because there are too many. */
  forgotten: number
  /** The learner's own limiter; null where their code does not run. */
  mine: MyLimiter | null
  /** What that limiter said last; null while it said nothing. */
  mineSaid: MineStanding | null
}

/** `at`: performance.now() when the event arrived. */
export type LiveAction =
  | {
      [Name in keyof LiveEvents]: { type: Name; data: LiveEvents[Name]; at: number }
    }[keyof LiveEvents]
  | { type: 'connecting' }
  | { type: 'lost'; since: number; retryAt: number }

export const initialLiveState: LiveState = {
  connection: { is: 'connecting' },
  valkey: null,
  yourKey: null,
  policy: null,
  keys: {},
  forgotten: 0,
  mine: null,
  mineSaid: null,
}

/** `state` after all of `actions`, in order. What follows each other about keys is taken together. */
export function reduceAllLive(state: LiveState, actions: LiveAction[]): LiveState {
  let next = state
  let events: KeyEvent[] = []
  for (const action of actions) {
    if (isKeyEvent(action)) events.push(action)
    else {
      next = reduceLive(afterKeyEvents(next, events), action)
      events = []
    }
  }
  return afterKeyEvents(next, events)
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
      const held = keys.map((key) => [key.key, withEnd(key, action.at)] as const)
      const mineSaid = mineStanding(mine?.counter ?? null, action.at)
      const known = { connection, yourKey, policy, valkey, forgotten, mine, mineSaid }
      return { ...known, keys: Object.fromEntries(held) }
    }
    case 'hit':
    case 'key':
    case 'held':
      return afterKeyEvents(state, [action])
    case 'forgotten':
      return { ...state, forgotten: action.data.count }
    case 'valkey':
      return { ...state, valkey: action.data }
    case 'my-limiter': {
      if (!state.mine) return state
      const { counter } = action.data
      const mineSaid = counter === undefined ? state.mineSaid : mineStanding(counter, action.at)
      return { ...state, mine: reduceMine(state.mine, action.data), mineSaid }
    }
    // Kept by the inspector, beside this.
    case 'trace':
    case 'untraced':
    // Shown by the room's bar.
    case 'room':
      return state
  }
}

function afterKeyEvents(state: LiveState, events: KeyEvent[]): LiveState {
  const keys = withKeyEvents(state.keys, events, state.yourKey)
  return keys === state.keys ? state : { ...state, keys }
}

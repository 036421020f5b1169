// What the page knows from the event stream, as data. Every number comes from the server; the page only counts a TTL
// down from the moment it arrived.
import type { LiveEvents, SnapshotEvent } from '../../server/contract.ts'
import type { KeyState } from '../../server/live/contract.ts'
import type { MyLimiter } from '../../server/my-limiter/contract.ts'
import type { ValkeyStatus } from '../../server/valkey/contract.ts'
import { type MineStanding, mineNumbers, mineStanding } from './mine-standing.ts'
import { mineAnswers, reduceMine } from './reduce-mine.ts'

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

// The keys. A burst of events costs one copy of them, not one for each event: at a thousand keys the difference is between
// a page that answers and one that stands still.

/** `endsAt`: when the window ends on the page's own clock (performance.now()); null when it has no end. */
export type LiveKey = KeyState & { endsAt: number | null }

export type LiveKeys = Record<string, LiveKey>

type KeyEventName = 'hit' | 'key' | 'held'

/** What an event says of one key. `at`: performance.now() when it arrived. */
export type KeyEvent = {
  [Name in KeyEventName]: { type: Name; data: LiveEvents[Name]; at: number }
}[KeyEventName]

export function isKeyEvent<Action extends { type: string }>(
  action: Action,
): action is Extract<Action, { type: KeyEventName }> {
  return action.type === 'hit' || action.type === 'key' || action.type === 'held'
}

const mostKeys = 1000

/**
 * `keys` after `events`, in their order; the same object when nothing changed. Past 1,000 keys the oldest one goes,
 * never `yourKey`.
 */
export function withKeyEvents(
  keys: LiveKeys,
  events: KeyEvent[],
  yourKey: string | null,
): LiveKeys {
  if (events.length === 0) return keys
  const next = new Map(Object.entries(keys))
  let changed = false
  for (const each of events) changed = applyEvent(next, each, yourKey) || changed
  return changed ? Object.fromEntries(next) : keys
}

export function withEnd(held: KeyState, at: number): LiveKey {
  return { ...held, endsAt: held.ttlMs >= 0 ? at + held.ttlMs : null }
}

/** Whether it changed anything. */
function applyEvent(keys: Map<string, LiveKey>, event: KeyEvent, yourKey: string | null): boolean {
  const known = keys.get(event.data.key)
  if (event.type === 'held') {
    if (known) keys.set(known.key, { ...known, ...event.data })
    return known !== undefined
  }
  const { data: held, at } = event
  if (held.ttlMs === -2) return keys.delete(held.key)
  const live = withEnd(held, at)
  if (!known && keys.size >= mostKeys) forgetOldest(keys, yourKey)
  keys.set(held.key, known && endsTogether(known, live) ? { ...live, endsAt: known.endsAt } : live)
  return true
}

const jitterMs = 100

/** An event takes now 1 ms to get here and now 5: the end of a window that nobody moved does not move on the page either. */
function endsTogether({ endsAt: one }: LiveKey, { endsAt: other }: LiveKey): boolean {
  return one !== null && other !== null && Math.abs(one - other) < jitterMs
}

/** The server follows no more keys than this either, and says how many it let go. */
function forgetOldest(keys: Map<string, LiveKey>, yourKey: string | null): void {
  for (const name of keys.keys()) {
    if (name === yourKey) continue
    keys.delete(name)
    return
  }
}

// From what the page knows to what it draws of one counter.

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

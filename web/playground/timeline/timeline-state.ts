// What the timeline has recorded, as data: the one state that figure, steps, text log and table are drawn from. A request
// of this page is told twice, by its answer and by the hit on the stream; it is one event here. A hit without an answer
// is somebody else's: curl, or another page.
import type { KeyState } from '../../../server/live/contract.ts'
import type { LiveAction } from '../../live/live-state.ts'
import { closeWindows, observeKey, observeLane, type RecordedWindow } from '../../live/windows.ts'
import type { TimelineEvent } from '../../ui/timeline/timeline-figure.ts'
import { type Client, laneOfClient, laneOfKey, mineLane, yourLane } from './lanes.ts'

export type RecordedEvent = Omit<TimelineEvent, 'label'> & {
  id: number
  /** Which of the two told it so far. */
  seenBy: 'hit' | 'answer' | 'both'
  /** As the hit on the stream said. */
  hit?: { key: string; count: number; limit: number; ttlMs: number }
  /** As the answer said. */
  answer?: { status?: number; durationMs: number; remaining?: number; retryAfterSeconds?: number }
}

export type Recording = {
  /** In the order of time. */
  events: RecordedEvent[]
  windows: RecordedWindow[]
  /** The virtual clients that this page has sent as, in the order they appeared. */
  clients: Client[]
  yourKey: string | null
  /** The keys, other than yours, that the learner's own limiter counted on; the newest last. */
  mineKeys: string[]
  /** How many of the oldest events have been let go. */
  forgotten: number
  /** What was cleared last, until it is brought back. */
  cleared: Pick<Recording, 'events' | 'windows' | 'forgotten'> | null
  nextId: number
}

export type RecordingAction =
  | LiveAction
  | {
      type: 'answer'
      /** performance.now() when the request was sent, and when its answer was complete. */
      sentAt: number
      at: number
      kind: TimelineEvent['kind']
      client: Client | null
      /** The learner's own limiter answered it. */
      mine: boolean
      answer: NonNullable<RecordedEvent['answer']>
      /** As the RateLimit fields say: what the window is if the stream told nothing of it. */
      window?: { endsAt: number; windowSeconds: number }
    }
  | { type: 'clear'; at: number }
  | { type: 'undo' }

export const emptyRecording: Recording = {
  events: [],
  windows: [],
  clients: [],
  yourKey: null,
  mineKeys: [],
  forgotten: 0,
  cleared: null,
  nextId: 1,
}

/** Past `mostEvents` the oldest go, many at once, so that what is drawn does not change with each new one. */
const mostEvents = 2400
const forgottenAtOnce = 400
/** Between an answer and the hit that it tells of: on a busy machine a page hears of either one late. */
const meetsWithinMs = 1000

export function record(recording: Recording, action: RecordingAction): Recording {
  switch (action.type) {
    case 'snapshot': {
      const { yourKey, keys } = action.data
      const known = new Set(keys.map(({ key }) => key))
      const windows = closeWindows(recording.windows, (key) => !known.has(key), action.at)
      const fresh = withMineKey(
        withLanes({ ...recording, yourKey, windows }),
        action.data.myLimiter?.counter?.key,
      )
      return keys.reduce((next, key) => withKey(next, key, action.at), fresh)
    }
    case 'key':
      return withKey(recording, action.data, action.at)
    case 'hit': {
      const { key, count, limit, ttlMs, allowed } = action.data
      const event = {
        at: action.at,
        lane: laneOfKey(key, recording),
        kind: allowed ? ('allowed' as const) : ('rejected' as const),
        hit: { key, count: count ?? 0, limit, ttlMs },
      }
      return withHit(withKey(recording, action.data, action.at, true), event)
    }
    case 'my-limiter':
      return withMineKey(recording, action.data.counter?.key)
    case 'answer':
      return withAnswer(withClient(recording, action.client), action)
    case 'clear': {
      const { events, windows, forgotten } = recording
      return {
        ...recording,
        events: [],
        windows: windows.filter(({ to }) => to === null || to > action.at),
        forgotten: 0,
        cleared: { events, windows, forgotten },
      }
    }
    case 'undo':
      return undo(recording)
    default:
      return recording
  }
}

function undo({ cleared, ...recording }: Recording): Recording {
  if (cleared === null) return { ...recording, cleared }
  // A window that still ran when the rest was cleared is in both; what became of it since is the newer one.
  const older = cleared.windows.filter(({ id }) =>
    recording.windows.every((each) => each.id !== id),
  )
  return bounded({
    ...recording,
    events: [...cleared.events, ...recording.events],
    windows: [...older, ...recording.windows],
    forgotten: cleared.forgotten,
    cleared: null,
  })
}

function withKey(recording: Recording, state: KeyState, at: number, isHit = false): Recording {
  const lane = laneOfKey(state.key, recording)
  return { ...recording, windows: observeKey(recording.windows, { ...state, lane, isHit }, at) }
}

function withMineKey(recording: Recording, key: string | undefined): Recording {
  const { mineKeys, yourKey } = recording
  if (key === undefined || key === yourKey || key === mineKeys.at(-1)) return recording
  return withLanes({ ...recording, mineKeys: [...mineKeys.filter((each) => each !== key), key] })
}

function withClient(recording: Recording, client: Client | null): Recording {
  if (client === null || recording.clients.some((each) => each.keyEnd === client.keyEnd)) {
    return recording
  }
  return withLanes({ ...recording, clients: [...recording.clients, client] })
}

/** Who is new here may have had hits already: they were others' until now. */
function withLanes(recording: Recording): Recording {
  return {
    ...recording,
    events: recording.events.map((event) =>
      event.hit ? { ...event, lane: laneOfKey(event.hit.key, recording) } : event,
    ),
    windows: recording.windows.map((each) =>
      each.key === null ? each : { ...each, lane: laneOfKey(each.key, recording) },
    ),
  }
}

type Hit = Pick<RecordedEvent, 'at' | 'lane' | 'kind'> & { hit: NonNullable<RecordedEvent['hit']> }

function withHit(recording: Recording, { hit, ...event }: Hit): Recording {
  const place = recording.events.findLastIndex(
    ({ seenBy, lane, kind, at }) =>
      seenBy === 'answer' &&
      isSameClient(lane, event.lane) &&
      kind === event.kind &&
      at >= event.at - meetsWithinMs,
  )
  if (place !== -1) return replaced(recording, place, { seenBy: 'both', hit, lane: event.lane })
  return inserted(recording, { ...event, seenBy: 'hit', hit })
}

function withAnswer(
  recording: Recording,
  action: Extract<RecordingAction, { type: 'answer' }>,
): Recording {
  const { at, sentAt, kind, client, mine, answer, window } = action
  const isMine = client === null && mine && recording.mineKeys.length > 0
  const lane = client ? laneOfClient(client) : isMine ? mineLane : yourLane
  const place = recording.events.findIndex(
    (event) =>
      event.seenBy === 'hit' &&
      isSameClient(event.lane, lane) &&
      event.kind === kind &&
      event.at >= sentAt - meetsWithinMs &&
      event.at <= at + meetsWithinMs,
  )
  if (place !== -1) return replaced(recording, place, { seenBy: 'both', answer })
  // Its t need not be the end of a window, and where it is, the stream tells of that window.
  const windows =
    window && !mine ? observeLane(recording.windows, { lane, ...window }, at) : recording.windows
  return inserted({ ...recording, windows }, { at, lane, kind, seenBy: 'answer', answer })
}

/** Which counter of this browser's own a request is on is known from its hit; its answer may come first. */
function isSameClient(one: string, other: string): boolean {
  const own = [yourLane, mineLane]
  return one === other || (own.includes(one) && own.includes(other))
}

function replaced(recording: Recording, place: number, more: Partial<RecordedEvent>): Recording {
  const events = recording.events.map((event, index) =>
    index === place ? { ...event, ...more } : event,
  )
  return { ...recording, events }
}

/** Answers are told a frame later than the hits of the same moment, so the newest is not always the last. */
function inserted(recording: Recording, event: Omit<RecordedEvent, 'id'>): Recording {
  const place = recording.events.findLastIndex(({ at }) => at <= event.at) + 1
  const events = recording.events.toSpliced(place, 0, { ...event, id: recording.nextId })
  return bounded({ ...recording, events, nextId: recording.nextId + 1 })
}

function bounded(recording: Recording): Recording {
  const over = recording.events.length - mostEvents
  if (over <= 0) return recording
  const count = Math.max(over, forgottenAtOnce)
  const events = recording.events.slice(count)
  const oldest = events[0]?.at ?? 0
  return {
    ...recording,
    events,
    windows: recording.windows.filter(({ to }) => to === null || to > oldest),
    forgotten: recording.forgotten + count,
  }
}

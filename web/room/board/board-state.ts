// What the board knows, as data: events in, state out. Of two versions of a learner the one with the greater revision
// is kept, in whatever order they arrive.
import type {
  BoardEvents,
  BoardLearner,
  BoardSnapshot,
  BoardTotals,
  RoomState,
  TrafficSecond,
} from '../../../server/room/contract.ts'
import type { RoomMoment } from '../room-moment.ts'

export type BoardConnection =
  | { is: 'connecting' }
  | { is: 'live' }
  /** Milliseconds since 1970 on the page's clock. */
  | { is: 'lost'; since: number }
  /** The room is over; nothing is tried again. */
  | { is: 'ended' }

export type BoardState = {
  connection: BoardConnection
  room: BoardSnapshot['room'] | null
  state: RoomState | null
  learners: Record<string, BoardLearner>
  /** One entry a second, the newest last. */
  traffic: TrafficSecond[]
  totals: BoardTotals | null
  valkey: { up: boolean; cause?: string }
  moment: RoomMoment | null
}

/** `receivedAt`: performance.now() when it arrived. */
export type BoardAction =
  | {
      [Name in keyof BoardEvents]: { type: Name; data: BoardEvents[Name]; receivedAt: number }
    }[keyof BoardEvents]
  | { type: 'connecting' }
  | { type: 'lost'; since: number }

export const initialBoard: BoardState = {
  connection: { is: 'connecting' },
  room: null,
  state: null,
  learners: {},
  traffic: [],
  totals: null,
  valkey: { up: true },
  moment: null,
}

export const keptTrafficSeconds = 120

export function reduceBoard(board: BoardState, action: BoardAction): BoardState {
  if (board.connection.is === 'ended') return board
  switch (action.type) {
    case 'connecting':
      return { ...board, connection: { is: 'connecting' } }
    case 'lost':
      return { ...board, connection: { is: 'lost', since: action.since } }
    case 'board': {
      const { room, state, learners, traffic, totals } = action.data
      return {
        ...board,
        room,
        state,
        totals,
        connection: { is: 'live' },
        learners: Object.fromEntries(learners.map((learner) => [learner.id, learner])),
        traffic: traffic.reduce(addSecond, []),
        moment: { at: totals.at, receivedAt: action.receivedAt },
      }
    }
    case 'learners': {
      const newer = action.data.filter(({ id, rev }) => rev >= (board.learners[id]?.rev ?? 0))
      if (newer.length === 0) return board
      const learners = { ...board.learners }
      for (const learner of newer) learners[learner.id] = learner
      return { ...board, learners }
    }
    case 'gone': {
      const { [action.data.id]: _gone, ...learners } = board.learners
      return { ...board, learners }
    }
    case 'state':
      if (board.state && board.state.rev >= action.data.rev) return board
      return { ...board, state: action.data }
    case 'traffic':
      return { ...board, traffic: addSecond(board.traffic, action.data) }
    case 'totals': {
      const moment = { at: action.data.at, receivedAt: action.receivedAt }
      return { ...board, totals: action.data, moment }
    }
    case 'valkey':
      return { ...board, valkey: action.data }
    case 'ended':
      return { ...initialBoard, room: board.room, connection: { is: 'ended' } }
  }
}

/** Each server process tells its own share of a second. */
function addSecond(
  traffic: TrafficSecond[],
  { at, allowed, refused }: TrafficSecond,
): TrafficSecond[] {
  const same = traffic.find((second) => second.at === at)
  const sum = {
    at,
    allowed: allowed + (same?.allowed ?? 0),
    refused: refused + (same?.refused ?? 0),
  }
  return [...traffic.filter((second) => second !== same), sum]
    .sort((a, b) => a.at - b.at)
    .slice(-keptTrafficSeconds)
}

/** Those who are stuck first, longest first; then in order of coming. */
export function rowsInOrder({
  learners,
  totals,
}: Pick<BoardState, 'learners' | 'totals'>): BoardLearner[] {
  const stuck = new Map((totals?.stuck ?? []).map((id, place) => [id, place]))
  const place = ({ id }: BoardLearner) => stuck.get(id) ?? Number.POSITIVE_INFINITY
  return Object.values(learners).sort((a, b) => {
    const byStuck = place(a) - place(b)
    // Infinity less Infinity is NaN: neither of the two is stuck.
    return byStuck || a.seat - b.seat
  })
}

/** Hands that are up, the longest first. */
export function handsUp({ learners }: Pick<BoardState, 'learners'>): BoardLearner[] {
  return Object.values(learners)
    .filter(({ help }) => help !== null)
    .sort((a, b) => (a.help?.since ?? 0) - (b.help?.since ?? 0))
}

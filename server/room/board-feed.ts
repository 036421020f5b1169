// The room as the boards of this process show it: read once when the first board opens, then kept right by the news, and
// forgotten when the last one closes.
import { createEventStream, type EventStream } from '../http/event-stream.ts'
import type {
  BoardEvents,
  BoardLearner,
  BoardSnapshot,
  RoomState,
  TrafficSecond,
} from './contract.ts'
import type { News } from './room-news.ts'
import type { RoomStore } from './room-store.ts'
import { hasFaded, totalsOf } from './totals.ts'

export type BoardEvent = {
  [Name in keyof BoardEvents]: { event: Name; data: BoardEvents[Name] }
}[keyof BoardEvents]

export type BoardFeed = {
  /** Calls `listener` with a whole board first and then with what changes, until the returned function is called. */
  subscribe(listener: (event: BoardEvent) => void): () => void
}

/** Changes of learners are told together this often. */
const gatherMs = 250
const totalsMs = 1000
const keptTrafficMs = 180_000

export function createBoardFeed({
  store,
  onError,
}: {
  store: RoomStore
  onError: (error: unknown) => void
}): BoardFeed {
  const listeners = new Set<(event: BoardEvent) => void>()
  const learners = new Map<string, BoardLearner>()
  const changed = new Set<string>()
  let state: RoomState | undefined
  let traffic: TrafficSecond[] = []
  let stop: (() => void) | undefined

  function tell(event: BoardEvent): void {
    for (const listener of listeners) listener(event)
  }

  function hear(news: News): void {
    if (news.kind === 'resync') void read()
    else if (news.kind === 'ended') tell({ event: 'ended', data: { at: news.at } })
    else if (news.kind === 'traffic') {
      traffic = [...traffic, news.second].filter(({ at }) => at > news.second.at - keptTrafficMs)
      tell({ event: 'traffic', data: news.second })
    } else if (news.kind === 'gone') {
      learners.delete(news.id)
      changed.delete(news.id)
      tell({ event: 'gone', data: { id: news.id } })
    } else if (news.kind === 'state') {
      if (state && state.rev >= news.state.rev) return
      state = news.state
      tell({ event: 'state', data: news.state })
    } else keep(news.learner)
  }

  function keep(learner: BoardLearner): void {
    const before = learners.get(learner.id)
    if (before && before.rev >= learner.rev) return
    learners.set(learner.id, learner)
    changed.add(learner.id)
  }

  function tellTotals(): void {
    const now = store.clock.now()
    for (const learner of learners.values()) {
      if (!hasFaded(learner, now)) continue
      learners.set(learner.id, { ...learner, here: false })
      changed.add(learner.id)
    }
    tell({ event: 'totals', data: totalsOf([...learners.values()], now) })
  }

  function tellChanged(): void {
    const rows = [...changed].flatMap((id) => learners.get(id) ?? [])
    changed.clear()
    if (rows.length > 0) tell({ event: 'learners', data: rows })
  }

  async function read(): Promise<void> {
    try {
      const reading = await store.read()
      if (!stop) return
      if (!reading) return tell({ event: 'ended', data: { at: store.clock.now() } })
      learners.clear()
      for (const learner of reading.learners) learners.set(learner.id, learner)
      state = reading.state
      traffic = reading.traffic.filter(({ at }) => at > reading.at - keptTrafficMs)
      const board = snapshot()
      if (board) tell({ event: 'board', data: board })
    } catch (error) {
      onError(error)
    }
  }

  function snapshot(): BoardSnapshot | undefined {
    if (!state) return undefined
    const { id, name, max } = store.room
    const totals = totalsOf([...learners.values()], store.clock.now())
    return { room: { id, name, max }, state, learners: [...learners.values()], traffic, totals }
  }

  function start(): () => void {
    const unsubscribe = store.subscribe(hear)
    const gather = setInterval(tellChanged, gatherMs)
    const totals = setInterval(tellTotals, totalsMs)
    return () => {
      unsubscribe()
      clearInterval(gather)
      clearInterval(totals)
      learners.clear()
      changed.clear()
      state = undefined
      traffic = []
    }
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      const board = stop && snapshot()
      stop ??= start()
      if (board) listener({ event: 'board', data: board })
      else void read()
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return
        stop?.()
        stop = undefined
      }
    },
  }
}

/**
 * GET /api/board/events: a whole board first, then what changes; see BoardEvents. `onValkey` calls its listener with
 * how Valkey is, immediately and whenever that changes.
 */
export function createBoardStream({
  feed,
  onValkey,
}: {
  feed: BoardFeed
  onValkey: (listener: (status: { up: boolean; cause?: string }) => void) => () => void
}): EventStream {
  return createEventStream({
    open: () => ({
      follow(send) {
        const leaveValkey = onValkey((data) => send({ event: 'valkey', data }))
        const leaveFeed = feed.subscribe(send)
        return () => {
          leaveValkey()
          leaveFeed()
        }
      },
    }),
    closing:
      'The board’s stream has ended because this server process is being stopped. It is tried again by itself.',
  })
}

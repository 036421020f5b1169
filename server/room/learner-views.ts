// What each learner of this process sees of the room, whole, at once and after every change.
import type { BoardLearner, RoomState, RoomView } from './contract.ts'
import type { RoomStore } from './room-store.ts'

/** A learner is shown the newest few of those who got through, however many there were. */
const shownThrough = 12

type Watched = {
  learner: BoardLearner | undefined
  listeners: Set<(view: RoomView) => void>
}

export type LearnerViews = {
  /**
   * Calls `listener` with the learner's view of the room, first as soon as it is read and then after every change, until
   * the returned function is called. While anybody listens the learner counts as here.
   */
  watch(id: string, listener: (view: RoomView) => void): () => void
  /** The room as this process knows it; undefined before it was read, and after its end. */
  state(): RoomState | undefined
  close(): void
}

/** A learner whose pages are connected says so again this often: a server process that died cannot say that they left. */
export const hereAgainMs = 15_000

export function createLearnerViews({
  store,
  onError,
}: {
  store: RoomStore
  onError: (error: unknown) => void
}): LearnerViews {
  const watched = new Map<string, Watched>()
  let state: RoomState | undefined
  let ended = false

  const unsubscribe = store.subscribe((news) => {
    if (news.kind === 'state') {
      if (state && state.rev >= news.state.rev) return
      state = news.state
      for (const id of watched.keys()) tell(id)
    } else if (news.kind === 'learner') {
      const entry = watched.get(news.learner.id)
      if (!entry || (entry.learner && entry.learner.rev >= news.learner.rev)) return
      entry.learner = news.learner
      tell(news.learner.id)
    } else if (news.kind === 'ended') {
      ended = true
      for (const id of watched.keys()) tell(id)
    } else if (news.kind === 'resync') void readAll()
  })
  const again = setInterval(() => {
    for (const id of watched.keys()) void say(id, true)
  }, hereAgainMs)
  again.unref()

  async function readAll(): Promise<void> {
    try {
      const reading = await store.read()
      if (!reading) return
      state = reading.state
      for (const learner of reading.learners) {
        const entry = watched.get(learner.id)
        if (entry) entry.learner = learner
      }
      for (const id of watched.keys()) tell(id)
    } catch (error) {
      onError(error)
    }
  }

  async function readOne(id: string): Promise<void> {
    try {
      const read = await store.readFor(id)
      const entry = watched.get(id)
      if (!entry || !read) return
      if (!state || state.rev < read.state.rev) state = read.state
      if (!entry.learner || entry.learner.rev < read.learner.rev) entry.learner = read.learner
      tell(id)
    } catch (error) {
      onError(error)
    }
  }

  async function say(id: string, here: boolean): Promise<void> {
    try {
      await store.here(id, here)
    } catch (error) {
      if (!ended) onError(error)
    }
  }

  function tell(id: string): void {
    const entry = watched.get(id)
    const view = entry?.learner && viewOf(entry.learner)
    if (view) for (const listener of entry.listeners) listener(view)
  }

  function viewOf(learner: BoardLearner): RoomView | undefined {
    if (!state) return undefined
    const { id, seat, name, help, pace, hint } = learner
    const shared = state.shared && {
      ...state.shared,
      through: state.shared.through.slice(-shownThrough),
    }
    const at = store.clock.now()
    return {
      ...state,
      shared,
      at,
      you: { id, seat, name },
      help,
      pace,
      ownHint: hint,
      ended,
    }
  }

  return {
    watch(id, listener) {
      let entry = watched.get(id)
      if (!entry) {
        entry = { learner: undefined, listeners: new Set() }
        watched.set(id, entry)
        void say(id, true)
      }
      entry.listeners.add(listener)
      void readOne(id)
      return () => {
        if (!entry.listeners.delete(listener) || entry.listeners.size > 0) return
        watched.delete(id)
        void say(id, false)
      }
    },
    state: () => (ended ? undefined : state),
    close() {
      clearInterval(again)
      unsubscribe()
    },
  }
}

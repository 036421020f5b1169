// What the live parts show, kept beside React: a part draws again when what it shows changed, not with every hit.
import { initialLiveState, type LiveState } from './live-state.ts'
import type { LoggedAnswer } from './logged-answer.ts'

export type PlaygroundState = {
  live: LiveState
  /** The page's own requests, newest first: the last 500. */
  answers: readonly LoggedAnswer[]
  /** Requests asked for and not yet answered. */
  pending: number
}

export type PlaygroundStore = {
  /** The same object until something changes. */
  read(): PlaygroundState
  /** Calls `listener` after every change, until the returned function is called. */
  subscribe(listener: () => void): () => void
  change(step: (before: PlaygroundState) => PlaygroundState): void
}

export const initialPlayground: PlaygroundState = {
  live: initialLiveState,
  answers: [],
  pending: 0,
}

export function createPlaygroundStore(): PlaygroundStore {
  let state = initialPlayground
  const listeners = new Set<() => void>()
  return {
    read: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    change(step) {
      const before = state
      state = step(before)
      if (state === before) return
      for (const listener of listeners) listener()
    },
  }
}

// The page's one kind of store, outside of React: a component draws again when what it shows has changed, not with
// every event.
import { useSyncExternalStore } from 'react'

export type Readable<State> = {
  /** The same object until something changes. */
  read(): State
  /** Calls `listener` after every change, until the returned function is called. */
  subscribe(listener: () => void): () => void
}

export type Store<State> = Readable<State> & {
  /** No listener is called when `step` returns what it was given. */
  change(step: (before: State) => State): void
}

export function createStore<State>(initial: State): Store<State> {
  let state = initial
  const { subscribe, tell } = createListeners()
  return {
    read: () => state,
    subscribe,
    change(step) {
      const before = state
      state = step(before)
      if (state !== before) tell()
    },
  }
}

/** The listeners alone, for state that is kept elsewhere, such as in the browser's storage. */
export function createListeners(): { subscribe: Readable<unknown>['subscribe']; tell(): void } {
  const listeners = new Set<() => void>()
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    tell() {
      for (const listener of listeners) listener()
    },
  }
}

/**
 * Returns what `select` takes of the store's state, and draws the component again when that has changed. `select` must
 * return the same object until then. `prerendered` is the state for the prerendered page and for its hydration.
 */
export function useStore<State, Shown>(
  store: Readable<State>,
  prerendered: State,
  select: (state: State) => Shown,
): Shown {
  return useSyncExternalStore(
    store.subscribe,
    () => select(store.read()),
    () => select(prerendered),
  )
}

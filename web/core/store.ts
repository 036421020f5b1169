// State beside React: a part draws again when what it shows changed, not with every event. The one way for the page.
import { useSyncExternalStore } from 'react'

export type Readable<State> = {
  /** The same object until something changes. */
  read(): State
  /** Calls `listener` after every change, until the returned function is called. */
  subscribe(listener: () => void): () => void
}

export type Store<State> = Readable<State> & {
  /** Nobody is told when `step` returns what it was given. */
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

/** For what keeps its state elsewhere, such as the browser's storage. */
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
 * What `select` takes of the store, which must be the same value until it changes. `prerendered`: the state where there is
 * no browser, and while the page comes alive.
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

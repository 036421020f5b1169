// The page's one kind of store, outside of React: a component draws again when what it shows has changed, not with
// every event. A batch gathers what arrives faster than the page can draw.
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'

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

export type Batch<Item> = {
  add(item: Item): void
  /** Forgets what has not been handed on. */
  close(): void
}

/**
 * Collects what comes faster than the page can draw: the first item is told at once, those that follow within
 * `everyMs` are told together. Unlike an animation frame it goes on while the page is hidden.
 */
export function createBatch<Item>({
  tell,
  everyMs = 16,
}: {
  tell: (items: Item[]) => void
  everyMs?: number
}): Batch<Item> {
  let items: Item[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  function flush(): void {
    timer = undefined
    if (items.length === 0) return
    const ready = items
    items = []
    timer = setTimeout(flush, everyMs)
    tell(ready)
  }

  return {
    add(item) {
      items.push(item)
      if (timer === undefined) flush()
    },
    close() {
      clearTimeout(timer)
      timer = undefined
      items = []
    },
  }
}

/** A batch that calls the latest `tell`, and forgets what is left when the component goes. */
export function useBatch<Item>(tell: (items: Item[]) => void): Batch<Item> {
  const latest = useRef(tell)
  latest.current = tell
  const [batch] = useState(() => createBatch<Item>({ tell: (items) => latest.current(items) }))
  useEffect(() => batch.close, [batch])
  return batch
}

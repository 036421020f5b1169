import type { LiveEvents } from './contract.ts'

/** One event on its way to the page, for example `{ event: 'hit', data: { key, count, … } }`. */
export type LiveEvent = {
  [Name in keyof LiveEvents]: { event: Name; data: LiveEvents[Name] }
}[keyof LiveEvents]

export type Channel = {
  publish(event: LiveEvent): void
  /** Calls `listener` for each event until the returned function is called. */
  subscribe(listener: (event: LiveEvent) => void): () => void
}

/** Carries events from whoever causes them to every open event stream of this process, in the order they happened. */
export function createChannel(): Channel {
  const listeners = new Set<(event: LiveEvent) => void>()
  return {
    publish(event) {
      for (const listener of listeners) listener(event)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

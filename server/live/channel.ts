import type { StreamEvent } from '../http/event-stream.ts'

/** One event of a map from names to data, for example `{ event: 'hit', data: { key, count, … } }`. */
export type EventOf<Events> = {
  [Name in keyof Events]: { event: Name; data: Events[Name] }
}[keyof Events]

export type Channel<Event extends StreamEvent = StreamEvent> = {
  publish(event: Event): void
  /** Calls `listener` for each event until the returned function is called. */
  subscribe(listener: (event: Event) => void): () => void
}

/** Carries events from their publishers to every open event stream of this process, in order. */
export function createChannel<Event extends StreamEvent = StreamEvent>(): Channel<Event> {
  const listeners = new Set<(event: Event) => void>()
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

/** One event of a map from names to data, for example `{ event: 'hit', data: { key, count, … } }`. */
export type EventOf<Events> = {
  [Name in keyof Events]: { event: Name; data: Events[Name] }
}[keyof Events]

/** Any event that a stream can send: `data` is anything that JSON can hold. */
export type AnyEvent = { event: string; data: unknown }

export type Channel<Event extends AnyEvent = AnyEvent> = {
  publish(event: Event): void
  /** Calls `listener` for each event until the returned function is called. */
  subscribe(listener: (event: Event) => void): () => void
}

/** Carries events from their publishers to every open event stream of this process, in order. */
export function createChannel<Event extends AnyEvent = AnyEvent>(): Channel<Event> {
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

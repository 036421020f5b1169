// What the server processes of a room tell each other, by Valkey's pub/sub: no process needs to know of another one.
import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'

export type Topic<Body> = {
  /** Tells every other process, at the end of this turn of the event loop. */
  tell(body: Body): void
  /** Calls `listener` with what others tell; `from` is the process. Returns its unsubscribe. */
  listen(listener: (body: Body, from: string) => void): () => void
}

export type Relay = {
  /** This process, as the others know it. */
  id: string
  topic<Body>(name: string): Topic<Body>
  /** Calls `listener` when something may have been missed: the line to Valkey was lost and stands again. */
  onGap(listener: () => void): () => void
  close(): void
}

/** Well below the megabyte that a Valkey of ours takes in one piece. */
const mostBytes = 256 * 1024
/** A line that is dead without saying so is found out by a PING this often (ioredis' socketTimeout then closes it). */
const pingMs = 2000

type Listener = (body: unknown, from: string) => void

/**
 * One PUBLISH per turn carries all that was told in it; one's own is ignored when it comes back, because here it was
 * known at once. Pub/sub keeps nothing for whoever was away: hence `onGap`. `subscriber` does nothing else, and is
 * closed with this. Source: https://valkey.io/topics/pubsub/ (Delivery semantics)
 */
export function createRelay({
  valkey,
  subscriber,
  channel,
  onError,
}: {
  valkey: Redis
  subscriber: Redis
  channel: string
  onError: (error: unknown) => void
}): Relay {
  const id = randomUUID()
  const listeners = new Map<string, Set<Listener>>()
  const gapListeners = new Set<() => void>()
  let waiting: string[] = []
  let waitingBytes = 0
  let stood = false

  function flush(): void {
    if (waiting.length === 0) return
    const message = `{"from":"${id}","bodies":[${waiting.join()}]}`
    waiting = []
    waitingBytes = 0
    valkey.publish(channel, message).catch(onError)
  }

  function receive(text: string): void {
    const { from, bodies } = JSON.parse(text) as { from: string; bodies: [string, unknown][] }
    if (from === id) return
    for (const [name, body] of bodies) {
      for (const listener of listeners.get(name) ?? []) listener(body, from)
    }
  }

  async function follow(): Promise<void> {
    try {
      await subscriber.subscribe(channel)
      if (stood) for (const listener of gapListeners) listener()
      stood = true
    } catch (error) {
      onError(error)
    }
  }

  subscriber.on('error', onError)
  subscriber.on('ready', follow)
  subscriber.on('message', (_channel, text) => receive(text))
  if (subscriber.status === 'ready') void follow()
  const pings = setInterval(() => {
    if (subscriber.status === 'ready') subscriber.ping().catch(onError)
  }, pingMs)
  pings.unref()

  return {
    id,
    topic<Body>(name: string): Topic<Body> {
      return {
        tell(body) {
          const text = JSON.stringify([name, body])
          if (waiting.length === 0) setImmediate(flush)
          waiting.push(text)
          waitingBytes += text.length
          if (waitingBytes > mostBytes) flush()
        },
        listen(listener) {
          const ofTopic = listeners.get(name) ?? new Set()
          listeners.set(name, ofTopic)
          const one = listener as Listener
          ofTopic.add(one)
          return () => ofTopic.delete(one)
        },
      }
    },
    onGap(listener) {
      gapListeners.add(listener)
      return () => gapListeners.delete(listener)
    },
    close() {
      clearInterval(pings)
      subscriber.disconnect()
    },
  }
}

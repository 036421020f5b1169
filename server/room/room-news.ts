// What changed in the room: the server process that changed it tells all of them, through Valkey's pub/sub.
import type { Redis } from 'ioredis'
import type { BoardLearner, RoomState, TrafficSecond } from './contract.ts'
import { parseState } from './parse-room.ts'

export type News =
  | { kind: 'learner'; learner: BoardLearner; at: number }
  | { kind: 'gone'; id: string; at: number }
  | { kind: 'state'; state: RoomState; at: number }
  | { kind: 'traffic'; second: TrafficSecond }
  | { kind: 'ended'; at: number }
  /** News may have been missed: read everything anew. Also the first one, when the line stands. */
  | { kind: 'resync' }

export type RoomNews = {
  subscribe(listener: (news: News) => void): () => void
  close(): void
}

/** A line that is dead without saying so is found out by a PING this often (ioredis' socketTimeout then closes it). */
const pingMs = 2000

/**
 * Listens on a connection of its own: `subscriber` is a client that does nothing else, for example
 * `valkey.duplicate()`, and is closed with this. Pub/sub keeps nothing for whoever was away, hence `resync`.
 * Source: https://valkey.io/topics/pubsub/ (Delivery semantics)
 */
export function listenToRoom({
  subscriber,
  channel,
  onError,
}: {
  subscriber: Redis
  channel: string
  onError: (error: unknown) => void
}): RoomNews {
  const listeners = new Set<(news: News) => void>()
  const tell = (news: News) => {
    for (const listener of listeners) listener(news)
  }
  const follow = () => {
    subscriber.subscribe(channel).then(() => tell({ kind: 'resync' }), onError)
  }
  subscriber.on('error', onError)
  subscriber.on('ready', follow)
  subscriber.on('message', (_channel, text) => {
    const news = readNews(text)
    if (news) tell(news)
  })
  if (subscriber.status === 'ready') follow()
  const pings = setInterval(() => {
    if (subscriber.status === 'ready') subscriber.ping().catch(onError)
  }, pingMs)
  pings.unref()

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      clearInterval(pings)
      subscriber.disconnect()
    },
  }
}

/** Only the room's own scripts publish here, so its shape is not checked again. */
function readNews(text: string): News | undefined {
  const parsed = JSON.parse(text)
  const { at } = parsed
  if (parsed.learner) return { kind: 'learner', learner: parsed.learner, at }
  if (parsed.state) return { kind: 'state', state: parseState(parsed.state), at }
  if (parsed.traffic) return { kind: 'traffic', second: parsed.traffic }
  if (parsed.gone) return { kind: 'gone', id: parsed.gone, at }
  if (parsed.ended) return { kind: 'ended', at }
  return undefined
}

import { createParser } from 'eventsource-parser'
import type { RoomView } from '../../server/room/contract.ts'

export type RoomClient = {
  /** Rejects with RoomOver when the room has ended or does not know this learner any more. */
  send(method: string, path: string, body?: unknown): Promise<number>
  /** The newest `room` event; undefined before the first. */
  view(): RoomView | undefined
}

/** The room does not want this learner any more: there is nothing to retry. */
export class RoomOver extends Error {}

/** Joins a room and keeps an event stream open, and opens it again when it is lost, until `signal` aborts. */
export async function joinAs({
  origin,
  code,
  name,
  signal,
}: {
  origin: string
  code: string
  name: string
  signal: AbortSignal
}): Promise<RoomClient> {
  const ask = (method: string, path: string, body?: unknown, cookie = '') =>
    fetch(origin + path, {
      method,
      signal,
      headers: { cookie, ...(body !== undefined && { 'Content-Type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  const joined = await ask('POST', '/api/room/join', { code, name })
  if (!joined.ok) throw new RoomOver(`${joined.status} ${await joined.text()}`)
  const cookie = joined.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  let view: RoomView | undefined

  async function listen(): Promise<void> {
    const stream = await ask('GET', '/api/events?inspect=1', undefined, cookie)
    const parser = createParser({
      onEvent({ event, data }) {
        if (event === 'room') view = JSON.parse(data) as RoomView
      },
    })
    const decoder = new TextDecoder()
    for await (const chunk of stream.body ?? []) {
      parser.feed(decoder.decode(chunk as Uint8Array, { stream: true }))
    }
  }
  async function keepListening(): Promise<void> {
    while (!signal.aborted) {
      // Lost, as a page loses it when a server process ends; the next one serves it.
      await listen().catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, 1000))
    }
  }
  void keepListening()

  return {
    view: () => view,
    async send(method, path, body) {
      const answer = await ask(method, path, body, cookie)
      await answer.body?.cancel()
      if (answer.status === 401 || answer.status === 410) throw new RoomOver('The room is over.')
      return answer.status
    },
  }
}

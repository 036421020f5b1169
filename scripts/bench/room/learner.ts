// One simulated learner: a lab of their own, one connection for requests, one event stream that comes back by itself, as
// a page has them.
import { once } from 'node:events'
import { type ClientRequest, get, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { createAnswerReader } from '../../../server/labs/load/answer-reader.ts'
import type { HitEvent, SnapshotEvent } from '../../../server/live/contract.ts'

export type RoomAddress = { url: string; code: string }

export type LearnerNotes = {
  /** Milliseconds from sending a request to its whole answer. */
  httpMs: number[]
  /** Milliseconds from sending a request to its own event on the stream. */
  eventMs: number[]
  /** Milliseconds from the loss of a stream to the snapshot on the next one. */
  gapMs: number[]
  sent: number
  statuses: Record<string, number>
  /** When each 503 came. */
  unavailableAt: number[]
  /** Requests whose connection was lost before the answer: they may have been counted. */
  cut: number
}

export function emptyNotes(): LearnerNotes {
  return { httpMs: [], eventMs: [], gapMs: [], unavailableAt: [], sent: 0, statuses: {}, cut: 0 }
}

export type Learner = {
  /** Sends one request, whether or not the one before is answered; what comes of it goes to the notes. */
  send(): void
  /** Requests whose answer, and whose event, has not come yet. */
  open(): { answers: number; events: number }
  /** What the page shows, beside how many requests were answered as counted and how many were sent. */
  count(): { shown: number; answered: number; sent: number }
  leave(): void
}

/** As the server tells the browser: `retry: 1000`. */
const reopenMs = 1000

/** Joins the room and opens both connections. Rejects when the room refuses. */
export async function joinRoom({
  room,
  notes,
}: {
  room: RoomAddress
  notes: () => LearnerNotes
}): Promise<Learner> {
  const { hostname, port, host } = new URL(room.url)
  const cookie = await join(room)
  const bytes = Buffer.from(`GET /api/saka HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\n\r\n`)
  let answersAwaited: number[] = []
  let eventsAwaited: number[] = []
  const total = { shown: 0, answered: 0, sent: 0 }
  let left = false
  let lostAt: number | undefined
  let requests = await openRequests()
  let stream = await openStream()

  async function openRequests(): Promise<Socket> {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    socket.on('error', () => {})
    socket.on('close', () => {
      notes().cut += answersAwaited.length
      answersAwaited = []
      if (!left) setTimeout(reopenRequests, 50)
    })
    socket.on(
      'data',
      createAnswerReader({
        onAnswer,
        onFault: () => socket.destroy(),
      }),
    )
    await once(socket, 'connect')
    return socket
  }

  async function reopenRequests(): Promise<void> {
    requests = await openRequests().catch(() => requests)
  }

  function onAnswer(status: string): void {
    const sentAt = answersAwaited.shift()
    const { httpMs, statuses, unavailableAt } = notes()
    if (status === '503') unavailableAt.push(performance.now())
    if (sentAt !== undefined) httpMs.push(performance.now() - sentAt)
    statuses[status] = (statuses[status] ?? 0) + 1
    if (status === '200' || status === '429') total.answered += 1
    // Whatever was not counted is not told on the stream.
    else eventsAwaited.pop()
  }

  async function openStream(): Promise<ClientRequest> {
    const request = get(`${room.url}/api/events`, { headers: { Cookie: cookie }, agent: false })
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    request.on('error', () => {})
    response.on('error', () => {})
    response.on('close', onLost)
    if (response.statusCode !== 200) {
      response.resume()
      return request
    }
    response.setEncoding('utf8')
    let pending = ''
    response.on('data', (text: string) => {
      pending += text
      const frames = pending.split('\n\n')
      pending = frames.pop() ?? ''
      for (const frame of frames) hear(frame)
    })
    return request
  }

  function hear(frame: string): void {
    const [, event, data = ''] = /^event: (hit|snapshot)\ndata: (.*)/.exec(frame) ?? []
    if (event === 'hit') {
      const sentAt = eventsAwaited.shift()
      if (sentAt !== undefined) notes().eventMs.push(performance.now() - sentAt)
      total.shown = (JSON.parse(data) as HitEvent).count ?? 0
    }
    if (event !== 'snapshot') return
    const { keys, yourKey } = JSON.parse(data) as SnapshotEvent
    total.shown = keys.find(({ key }) => key === yourKey)?.count ?? 0
    if (lostAt !== undefined) notes().gapMs.push(performance.now() - lostAt)
    lostAt = undefined
  }

  function onLost(): void {
    if (left) return
    lostAt ??= performance.now()
    // The snapshot makes up for what was told meanwhile.
    eventsAwaited = []
    setTimeout(reopenStream, reopenMs)
  }

  async function reopenStream(): Promise<void> {
    if (left) return
    try {
      stream = await openStream()
    } catch {
      onLost()
    }
  }

  return {
    send() {
      total.sent += 1
      notes().sent += 1
      if (requests.destroyed) {
        notes().cut += 1
        return
      }
      const now = performance.now()
      answersAwaited.push(now)
      if (lostAt === undefined) eventsAwaited.push(now)
      requests.write(bytes)
    },
    open: () => ({ answers: answersAwaited.length, events: eventsAwaited.length }),
    count: () => ({ ...total }),
    leave() {
      left = true
      requests.destroy()
      stream.destroy()
    },
  }
}

/** Gives the cookie of the lab. */
export async function join({ url, code }: RoomAddress): Promise<string> {
  const response = await fetch(`${url}/api/room/join`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url },
    body: JSON.stringify({ code }),
  })
  const cookie = response.headers.get('set-cookie')?.split(';')[0]
  const body = await response.text()
  if (!response.ok || cookie === undefined) {
    throw new Error(`Joining answered ${response.status}: ${body}`)
  }
  return cookie
}

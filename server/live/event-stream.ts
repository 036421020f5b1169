import type { Request, RequestHandler } from 'express'
import { sendProblem } from '../http/problems.ts'
import type { AnyEvent, Channel } from './channel.ts'
import type { SnapshotEvent } from './contract.ts'

const heartbeatMs = 15_000
/** A reader this far behind gets no more events, and a new snapshot once it has caught up. */
const maxBufferedBytes = 64 * 1024

/** Told only to those who ask for them. */
const inspections = new Set<string>(['trace', 'untraced'])

export type EventStream = {
  handler: RequestHandler
  /** Gives every reader a new snapshot, as after something that no event tells. */
  renew(): void
  /** Ends every open stream; new ones are refused. */
  close(): void
}

/** What one open stream needs; `open` may throw to refuse a request before it is answered. */
export type Reader = {
  ready(): Promise<unknown>
  snapshot(): SnapshotEvent
  /** Told after each snapshot. */
  further?(): AnyEvent[]
  /** Whether it is told the way of each request. */
  inspects?: boolean
  close(): void
}

/**
 * GET /api/events: server-sent events. A snapshot first, then every event of the channel, and a comment each 15 s
 * that keeps proxies from closing the line. `open` is called for each reader: `ready` reads what the snapshot needs,
 * then `snapshot` must give it without waiting, so that no event falls between the snapshot and the subscription.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function createEventStream({
  channel,
  open,
}: {
  channel: Channel
  open: (req: Request) => Reader
}): EventStream {
  const ends = new Set<() => void>()
  const renewals = new Set<() => void>()
  let closed = false

  return {
    async handler(req, res) {
      if (closed) return sendProblem(res, closing)
      const reader = open(req)
      res.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-cache, no-transform',
        'X-Accel-Buffering': 'no',
      })
      let unsubscribe = () => {}
      let waiting = ''
      const heartbeat = setInterval(() => res.write(': still here\n\n'), heartbeatMs)
      // Once, whoever ends it first: the reader by leaving, or the server by closing.
      const end = () => {
        if (!ends.delete(end)) return
        clearInterval(heartbeat)
        unsubscribe()
        renewals.delete(sendSnapshot)
        reader.close()
        res.end(waiting)
      }
      ends.add(end)
      res.on('close', end)
      if (req.method === 'HEAD') return end()

      res.write('retry: 1000\n\n')
      await reader.ready()
      if (!ends.has(end)) return
      sendSnapshot()
      let behind = false
      unsubscribe = channel.subscribe(send)
      renewals.add(sendSnapshot)

      function send(event: AnyEvent): void {
        if (behind || (inspections.has(event.event) && !reader.inspects)) return
        if (res.writableLength + waiting.length <= maxBufferedBytes) {
          write(frameOf(event))
          return
        }
        behind = true
        flush()
        res.once('drain', () => {
          behind = false
          if (ends.has(end)) sendSnapshot()
        })
      }
      /** What is told in one turn of the event loop goes out in one piece: a write costs more than what it carries. */
      function write(frames: string): void {
        if (waiting === '') setImmediate(flush)
        waiting += frames
      }
      function flush(): void {
        if (waiting !== '' && !res.writableEnded) res.write(waiting)
        waiting = ''
      }
      function sendSnapshot(): void {
        const events: AnyEvent[] = [{ event: 'snapshot', data: reader.snapshot() }]
        write([...events, ...(reader.further?.() ?? [])].map(frameOf).join(''))
      }
    },
    renew() {
      for (const renewOne of renewals) renewOne()
    },
    close() {
      closed = true
      for (const end of ends) end()
    },
  }
}

const frames = new WeakMap<AnyEvent, string>()

/** An event as it goes over the wire, spelled once however many read it. */
function frameOf(event: AnyEvent): string {
  const known = frames.get(event)
  if (known !== undefined) return known
  const frame = `event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`
  frames.set(event, frame)
  return frame
}

const closing = {
  status: 503,
  title: 'The workbook is closing',
  detail: 'The event stream has ended because the workbook is being stopped. Start it again.',
}

import type { Request, RequestHandler, Response } from 'express'
import type { Channel, LiveEvent } from './channel.ts'
import type { SnapshotEvent } from './contract.ts'

const heartbeatMs = 15_000
/** A reader this far behind gets no more events, and a new snapshot once it has caught up. */
const maxBufferedBytes = 64 * 1024

export type EventStream = {
  handler: RequestHandler
  /** Ends every open stream; new ones are ended at once. */
  close(): void
}

/**
 * GET /api/events: server-sent events. A snapshot first, then every event of the channel, and a comment each 15 s
 * that keeps proxies from closing the line. `open` is called for each reader: it reads what the snapshot needs,
 * then `snapshot()` must give it without waiting, so that no event falls between the snapshot and the subscription.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function createEventStream({
  channel,
  open,
}: {
  channel: Channel
  open: (req: Request) => { ready(): Promise<unknown>; snapshot(): SnapshotEvent; close(): void }
}): EventStream {
  const readers = new Set<Response>()
  let closed = false

  return {
    async handler(req, res) {
      if (closed) return void res.status(503).end()
      res.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-cache, no-transform',
        'X-Accel-Buffering': 'no',
      })
      res.write('retry: 1000\n\n')
      readers.add(res)
      const reader = open(req)
      const heartbeat = setInterval(() => res.write(': still here\n\n'), heartbeatMs)
      let unsubscribe: (() => void) | undefined
      let behind = false
      res.on('close', () => {
        clearInterval(heartbeat)
        unsubscribe?.()
        reader.close()
        readers.delete(res)
      })

      await reader.ready()
      if (res.closed) return
      send({ event: 'snapshot', data: reader.snapshot() })
      unsubscribe = channel.subscribe(send)

      function send({ event, data }: LiveEvent): void {
        if (behind) return
        res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
        if (res.writableLength <= maxBufferedBytes) return
        behind = true
        res.once('drain', () => {
          behind = false
          send({ event: 'snapshot', data: reader.snapshot() })
        })
      }
    },
    close() {
      closed = true
      for (const res of readers) res.end()
    },
  }
}

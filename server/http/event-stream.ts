// Server-sent events: the one writer that every stream of the server uses.
// Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
import type { Request, RequestHandler } from 'express'
import { Refusal } from './refusal.ts'

const heartbeatMs = 15_000
/** A reader that is this far behind, beyond its largest event, gets nothing until it has caught up. */
const maxBufferedBytes = 64 * 1024

/** One event on its way to a page. `data` is anything that JSON can hold. */
export type StreamEvent = { event: string; data: unknown }

/** What one open stream sends. */
export type StreamReader = {
  /** Reads what the first event needs. Nothing is sent before it resolves. */
  ready?(): Promise<unknown>
  /**
   * Sends everything that the page needs to be right, then each change until the returned function is called. Called
   * again after a reader was too far behind. A snapshot that is sent synchronously misses no event.
   */
  follow(send: (event: StreamEvent) => void): () => void
  close?(): void
}

export type EventStream = {
  handler: RequestHandler
  /** Calls every reader's `follow` again, for example after a change that no event reports. */
  renew(): void
  /** Ends every open stream; new ones are refused. */
  close(): void
}

/**
 * A GET route with server-sent events and a comment every 15 s, so that proxies keep the connection open. `open` is
 * called for each reader and may throw to refuse it; `closing` is the sentence of the 503 after `close`.
 */
export function createEventStream({
  open,
  closing = 'The event stream has ended because the workbook is being stopped. Start it again.',
}: {
  open: (req: Request) => StreamReader
  closing?: string
}): EventStream {
  const streams = new Set<{ renew(): void; end(): void }>()
  let closed = false

  return {
    async handler(req, res) {
      if (closed) throw new Refusal('The workbook is closing', closing, 503)
      const reader = open(req)
      res.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-cache, no-transform',
        'X-Accel-Buffering': 'no',
      })
      let leave: (() => void) | undefined
      let behind = false
      let largest = 0
      let waiting = ''
      const heartbeat = setInterval(() => res.write(': still here\n\n'), heartbeatMs)
      const stream = { renew, end }
      streams.add(stream)
      res.on('close', end)
      if (req.method === 'HEAD') return end()
      res.write('retry: 1000\n\n')
      await reader.ready?.()
      follow()

      function follow(): void {
        if (!streams.has(stream)) return
        leave?.()
        behind = false
        leave = reader.follow(send)
      }
      function renew(): void {
        if (leave && !behind) follow()
      }
      // Once, whichever side ends the stream first: the reader by leaving, or the server by closing.
      function end(): void {
        if (!streams.delete(stream)) return
        clearInterval(heartbeat)
        leave?.()
        reader.close?.()
        res.end(waiting)
      }
      function send(event: StreamEvent): void {
        if (behind || !streams.has(stream)) return
        if (res.writableLength + waiting.length > maxBufferedBytes + largest) {
          behind = true
          flush()
          res.once('drain', follow)
          return
        }
        const frame = frameOf(event)
        largest = Math.max(largest, frame.length)
        // Events of one turn of the event loop go out in one piece: a write costs more than what it carries.
        if (waiting === '') setImmediate(flush)
        waiting += frame
      }
      function flush(): void {
        if (waiting !== '' && !res.writableEnded) res.write(waiting)
        waiting = ''
      }
    },
    renew() {
      for (const stream of streams) stream.renew()
    },
    close() {
      closed = true
      for (const stream of streams) stream.end()
    },
  }
}

const frames = new WeakMap<StreamEvent, string>()

/** An event as it is sent, serialised once however many readers get it. */
function frameOf(event: StreamEvent): string {
  const known = frames.get(event)
  if (known !== undefined) return known
  const frame = `event: ${event.event}\ndata: ${JSON.stringify(event.data)}\n\n`
  frames.set(event, frame)
  return frame
}

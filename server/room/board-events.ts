import type { RequestHandler } from 'express'
import { sendProblem } from '../http/problems.ts'
import type { BoardEvent, BoardFeed } from './board-feed.ts'

const heartbeatMs = 15_000
/** A board this far behind is told nothing more until it has caught up, and then everything anew. */
const maxBufferedBytes = 1024 * 1024

export type BoardStream = {
  handler: RequestHandler
  /** Ends every open stream; new ones are refused. */
  close(): void
}

/**
 * GET /api/board/events: server-sent events: a whole board first, then what changes; see BoardEvents. `onValkey` calls
 * its listener with how Valkey is, at once and whenever that changes.
 */
export function createBoardStream({
  feed,
  onValkey,
}: {
  feed: BoardFeed
  onValkey: (listener: (status: { up: boolean; cause?: string }) => void) => () => void
}): BoardStream {
  const ends = new Set<() => void>()
  let closed = false

  const handler: RequestHandler = function sendBoard(req, res) {
    if (closed) return sendProblem(res, closing)
    res.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    })
    if (req.method === 'HEAD') return res.end()
    res.write('retry: 1000\n\n')
    let leave = () => {}
    let behind = false
    const heartbeat = setInterval(() => res.write(': still here\n\n'), heartbeatMs)
    const end = () => {
      if (!ends.delete(end)) return
      clearInterval(heartbeat)
      leaveValkey()
      leave()
      res.end()
    }
    ends.add(end)
    res.on('close', end)
    const write = ({ event, data }: BoardEvent) =>
      res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
    const leaveValkey = onValkey((data) => write({ event: 'valkey', data }))
    const follow = () => {
      leave = feed.subscribe(send)
    }
    follow()

    function send(event: BoardEvent): void {
      if (behind) return
      if (res.writableLength <= maxBufferedBytes) {
        write(event)
        return
      }
      behind = true
      leave()
      res.once('drain', () => {
        behind = false
        if (ends.has(end)) follow()
      })
    }
  }

  return {
    handler,
    close() {
      closed = true
      for (const end of ends) end()
    },
  }
}

const closing = {
  status: 503,
  title: 'The workbook is closing',
  detail:
    'The board’s stream has ended because this server process is being stopped. It is tried again by itself.',
}

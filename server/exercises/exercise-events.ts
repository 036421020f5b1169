import type { RequestHandler } from 'express'
import type { CopyEvent } from './follow-copy.ts'

const heartbeatMs = 15_000

export type ExerciseStreams = {
  /** Answers with a stream of what `follow` tells, until the reader leaves; `follow` returns its end. */
  handler(
    follow: (tell: (event: CopyEvent) => void) => () => void,
  ): (...args: Parameters<RequestHandler>) => void
  /** Ends all that are open. */
  close(): void
}

/** Server-sent events. Source: https://html.spec.whatwg.org/multipage/server-sent-events.html */
export function createExerciseStreams(): ExerciseStreams {
  const ends = new Set<() => void>()
  return {
    handler: (follow) => (_req, res) => {
      res.writeHead(200, {
        'Content-Type': 'text/event-stream',
        'Cache-Control': 'no-cache, no-transform',
        'X-Accel-Buffering': 'no',
      })
      res.write('retry: 1000\n\n')
      const heartbeat = setInterval(() => res.write(': still here\n\n'), heartbeatMs)
      let stop = () => {}
      ends.add(end)
      res.on('close', end)
      stop = follow(({ event, data }) => {
        if (ends.has(end)) res.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
      })
      function end(): void {
        if (!ends.delete(end)) return
        clearInterval(heartbeat)
        stop()
        res.end()
      }
    },
    close() {
      for (const end of ends) end()
    },
  }
}

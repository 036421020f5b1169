import type { Response } from 'express'
import type { TracedBody, TraceEvent } from './contract.ts'
import { tellHeaders } from './told-headers.ts'

const longestBody = 2000

/**
 * Calls `onEnd` once, with what was answered, when the last byte is handed to the system; with null when the client
 * went away before. An answer that has ended already is told at once.
 */
export function followAnswer(res: Response, onEnd: (answer: TraceEvent['response']) => void): void {
  let last: unknown
  const tell = () => {
    res.removeListener('close', tell)
    onEnd(res.writableFinished ? readAnswer(res, last) : null)
  }
  if (res.writableFinished || res.destroyed) {
    tell()
    return
  }
  // A client that leaves causes only 'close'.
  res.once('finish', tell)
  res.once('close', tell)
  // Where the answer is one piece, as every answer of a limiter is, this is its body. Nothing else shows it later.
  res.end = new Proxy(res.end, {
    apply(end, self, args: unknown[]) {
      last = args[0]
      return Reflect.apply(end, self, args)
    },
  })
}

function readAnswer(res: Response, last: unknown): TraceEvent['response'] {
  return {
    status: res.statusCode,
    headers: tellHeaders(res.getHeaders()),
    body: readBody(last, String(res.getHeader('content-type') ?? '')),
  }
}

/** Only text can be shown; what was written in several pieces, a stream, is not kept. */
function readBody(last: unknown, type: string): TracedBody | null {
  if (!/^text\/|[/+]json\b/.test(type)) return null
  if (typeof last !== 'string' && !Buffer.isBuffer(last)) return null
  const whole = String(last)
  const text = whole.slice(0, longestBody)
  return { text, bytes: Buffer.byteLength(last), cut: text.length < whole.length }
}

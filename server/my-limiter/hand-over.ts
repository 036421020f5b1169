import { Agent, type IncomingMessage, request as sendRequest } from 'node:http'
import { handoverHeader } from './learner/messages.ts'

export type Answer = { status: number; headers: [name: string, value: string][]; body: Buffer }

/** `late`: no answer in time. `broken`: the connection ended, or the answer is none that can be passed on. */
export type HandedOver = Answer | { failed: 'late' } | { failed: 'broken'; why: string }

export type HandOver = (
  req: IncomingMessage,
  to: { port: number; secret: string; request: string; address: string },
) => Promise<HandedOver>

const mostBytes = 1024 ** 2
/** Of one connection, not of a request: RFC 9110, section 7.6.1. */
const hopByHop = new Set(
  'connection keep-alive proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade'.split(
    ' ',
  ),
)

/** Sends a request on to a learner's process as it came, and reads its whole answer. `close` ends kept connections. */
export function createHandOver({ deadlineMs }: { deadlineMs: number }): {
  handOver: HandOver
  close(): void
} {
  const agent = new Agent({ keepAlive: true })

  function handOver(...[req, { port, secret, request, address }]: Parameters<HandOver>) {
    return new Promise<HandedOver>((resolve) => {
      const headers = passedOn(req.rawHeaders, handoverHeader)
      const sent = sendRequest({
        agent,
        host: '127.0.0.1',
        port,
        method: req.method,
        path: req.url,
        headers: [...headers, handoverHeader, `${secret} ${request} ${address}`],
        setHost: false,
      })
      const finish = (answer: HandedOver) => {
        clearTimeout(deadline)
        resolve(answer)
        if ('failed' in answer) sent.destroy()
      }
      const fail = (why: string) => finish({ failed: 'broken', why })
      const deadline = setTimeout(() => finish({ failed: 'late' }), deadlineMs)
      sent.on('error', (error) => fail(error.message))
      sent.on('response', (response) => {
        const chunks: Buffer[] = []
        let bytes = 0
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          chunks.push(chunk)
          if (bytes > mostBytes) fail(`its answer is larger than ${mostBytes / 1024} KB`)
        })
        response.on('error', (error) => fail(error.message))
        response.on('end', () => {
          const received = passedOn(response.rawHeaders)
          finish({
            status: response.statusCode ?? 500,
            headers: received.flatMap((name, i) => (i % 2 ? [] : [[name, received[i + 1] ?? '']])),
            body: Buffer.concat(chunks),
          })
        })
      })
      sent.end()
    })
  }

  return { handOver, close: () => agent.destroy() }
}

function passedOn(rawHeaders: readonly string[], without?: string): string[] {
  const kept: string[] = []
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = rawHeaders.slice(i, i + 2)
    const lower = name.toLowerCase()
    if (!hopByHop.has(lower) && lower !== without) kept.push(name, value)
  }
  return kept
}

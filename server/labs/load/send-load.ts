// Sends HTTP requests on raw sockets as fast as they are answered, one at a time on each. The load lab and the benchmarks
// measure with it. Raw sockets, and not autocannon: 14 µs of processor time a request against 22 to 30, measured against
// a server that answers immediately. On two cores, whatever the generator takes is missing elsewhere.
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createAnswerReader } from './answer-reader.ts'

export type Load = {
  /** Sends no further request. */
  stop(): void
  /** Takes the listeners off, so that the sockets may be used again or closed. Whatever arrives is ignored. */
  letGo(): void
}

type LoadOptions = {
  sockets: Socket[]
  /** The next request on the socket with this index. */
  requestOf: (socket: number) => Buffer
  /** Requests in all; without it, requests are sent until `stop`. */
  most?: number
  onAnswer: (status: string, tookMs: number) => void
  /** `stop` was called or `most` was reached, and every request has its answer. */
  onDone?: () => void
  /** A connection broke, or something other than an answer arrived. May be called more than once. */
  onFault: (sentence: string) => void
}

export async function openSockets(port: number, connections: number): Promise<Socket[]> {
  const sockets = Array.from({ length: connections }, () =>
    connect({ host: '127.0.0.1', port, noDelay: true }),
  )
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  return sockets
}

/** A request that names its client, so that one machine can be many clients. */
export function requestFrom(client: number, path: string): Buffer {
  return Buffer.from(
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nX-Client: client-${client}\r\n\r\n`,
  )
}

/** Begins immediately, on sockets that are connected. */
export function sendLoad({
  sockets,
  requestOf,
  most = Number.POSITIVE_INFINITY,
  onAnswer,
  onDone,
  onFault,
}: LoadOptions): Load {
  let sent = 0
  let answered = 0
  let isStopped = false

  for (const [i, socket] of sockets.entries()) {
    let sentAt = 0
    const sendNext = () => {
      if (isStopped || sent === most) return
      sent += 1
      sentAt = performance.now()
      socket.write(requestOf(i))
    }
    socket.on('error', (error) => onFault(`A connection broke: ${error.message}`))
    socket.on('close', () => onFault('The server closed a connection.'))
    socket.on(
      'data',
      createAnswerReader({
        onFault,
        onAnswer(status) {
          answered += 1
          onAnswer(status, performance.now() - sentAt)
          sendNext()
          if (answered === sent && (isStopped || sent === most)) onDone?.()
        },
      }),
    )
    sendNext()
  }

  return {
    stop() {
      isStopped = true
    },
    letGo() {
      isStopped = true
      for (const socket of sockets) {
        for (const event of ['data', 'error', 'close']) socket.removeAllListeners(event)
        // While no one measures, a lost connection is no fault.
        socket.on('error', () => {})
      }
    },
  }
}

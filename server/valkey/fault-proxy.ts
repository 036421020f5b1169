// A TCP proxy on loopback, in front of a real Valkey, that makes the network fail on request: replies arrive late, or not
// at all, or the connection is cut when Valkey has done its work but the client has no reply yet.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type FaultProxy = {
  host: string
  port: number
  /** Everything passes again; replies that were held back arrive now. */
  heal(): void
  /** From now on every reply is delayed by this time, in milliseconds. Replies stay in order; 0 is no delay. */
  delay(ms: number): void
  /** Commands reach Valkey, replies are held back until `heal()`. */
  freeze(): void
  /**
   * Resets the connection in place of a reply: Valkey has done its work, and the client does not know. Happens once;
   * clients that connect again are served as before. By default it is the next reply; `after` lets that many replies
   * pass first, and `to` waits for the reply to a command that it matches.
   */
  cutBeforeReply(options?: { after?: number; to?: RegExp }): void
  /** How many replies have been lost in a cut. */
  cuts(): number
  /** Closes the proxy and every connection through it. */
  close(): Promise<void>
}

type Fault =
  | { is: 'none' | 'frozen' }
  | { is: 'slow'; delayMs: number }
  | { is: 'cut'; after: number; to: RegExp | undefined }

/** Opens a proxy in front of the Valkey at `target`. The caller closes it. */
export async function openFaultProxy(target: { host: string; port: number }): Promise<FaultProxy> {
  let fault: Fault = { is: 'none' }
  let cuts = 0
  const sockets = new Set<Socket>()
  const releases = new Set<() => void>()

  const server = createServer((client) => {
    const upstream = connect(target)
    const held = createHeldReplies((chunk) => client.write(chunk))
    releases.add(held.release)
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.setNoDelay(true)
      // When one side closes, the other is closed immediately, as in a direct connection.
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        releases.delete(held.release)
        held.drop()
        other.destroy()
      })
    }
    client.on('data', (chunk) => {
      if (fault.is === 'cut' && fault.to?.test(chunk.toString('latin1'))) {
        fault = { ...fault, to: undefined }
      }
      upstream.write(chunk)
    })
    // One chunk is one reply, as long as a client waits for each reply before it sends the next command.
    upstream.on('data', (chunk) => {
      if (fault.is === 'cut' && fault.to === undefined) {
        if (fault.after === 0) {
          fault = { is: 'none' }
          cuts += 1
          client.resetAndDestroy()
          return
        }
        fault = { ...fault, after: fault.after - 1 }
      }
      const inMs = fault.is === 'slow' ? fault.delayMs : 0
      held.write(chunk, fault.is === 'frozen' ? Number.POSITIVE_INFINITY : inMs)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    heal() {
      fault = { is: 'none' }
      for (const release of releases) release()
    },
    delay(delayMs) {
      fault = { is: 'slow', delayMs }
    },
    freeze() {
      fault = { is: 'frozen' }
    },
    cutBeforeReply({ after = 0, to } = {}) {
      fault = { is: 'cut', after, to }
    },
    cuts: () => cuts,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The replies of one connection that are not due yet. They leave in the order they arrived, however delays change. */
function createHeldReplies(send: (chunk: Buffer) => void) {
  let waiting: { chunk: Buffer; dueAt: number }[] = []
  let timer: NodeJS.Timeout | undefined

  function sendDue(): void {
    clearTimeout(timer)
    let [next] = waiting
    while (next && next.dueAt <= performance.now()) {
      send(next.chunk)
      waiting.shift()
      next = waiting[0]
    }
    if (!next || next.dueAt === Number.POSITIVE_INFINITY) return
    timer = setTimeout(sendDue, Math.max(1, next.dueAt - performance.now()))
  }

  return {
    write(chunk: Buffer, inMs: number) {
      waiting.push({ chunk, dueAt: performance.now() + inMs })
      sendDue()
    },
    /** Sends everything that is held back. */
    release() {
      waiting = waiting.map(({ chunk }) => ({ chunk, dueAt: 0 }))
      sendDue()
    },
    /** Forgets everything that is held back. */
    drop() {
      clearTimeout(timer)
      waiting = []
    },
  }
}

// What happens between a command and its answer, made to happen: a TCP proxy on loopback, before a real Valkey, that is
// told to be slow, to fall silent, or to cut the connection when Valkey has done its work but the client has not heard of it.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type FaultProxy = {
  host: string
  port: number
  /** Everything passes again; what was held back arrives now. */
  heal(): void
  /** From now on every answer comes so much later, in milliseconds. */
  delay(ms: number): void
  /** Commands reach Valkey, answers are held back until `heal()`. */
  freeze(): void
  /**
   * Lets `after` answers pass (none by default), then resets the connection in place of the next one: Valkey has done
   * what it was asked, and the client does not know. Once; whoever connects again is served as before.
   */
  cutBeforeReply(options?: { after?: number }): void
  /** How many answers were thrown away by a cut so far. */
  cuts(): number
  close(): Promise<void>
}

type Fault =
  | { is: 'none' | 'frozen' }
  | { is: 'slow'; delayMs: number }
  | { is: 'cut'; after: number }

/** Stands before the Valkey at `target`. Whoever opens it closes it, which cuts what still runs through it. */
export async function openFaultProxy(target: { host: string; port: number }): Promise<FaultProxy> {
  let fault: Fault = { is: 'none' }
  let cuts = 0
  const sockets = new Set<Socket>()
  const held = new Set<() => void>()
  const timers = new Set<NodeJS.Timeout>()

  const server = createServer((client) => {
    const upstream = connect(target)
    const waiting: Buffer[] = []
    const release = () => {
      for (const chunk of waiting.splice(0)) client.write(chunk)
    }
    held.add(release)
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        held.delete(release)
        other.destroy()
      })
    }
    client.on('data', (chunk) => upstream.write(chunk))
    // One chunk is one answer as long as a client waits for it before it asks again.
    upstream.on('data', (chunk) => {
      if (fault.is === 'cut') {
        if (fault.after > 0) {
          fault = { is: 'cut', after: fault.after - 1 }
          client.write(chunk)
          return
        }
        fault = { is: 'none' }
        cuts += 1
        client.resetAndDestroy()
        return
      }
      if (fault.is === 'none' && waiting.length === 0) {
        client.write(chunk)
        return
      }
      waiting.push(chunk)
      if (fault.is !== 'slow') return
      const timer = setTimeout(() => {
        timers.delete(timer)
        const next = waiting.shift()
        if (next) client.write(next)
      }, fault.delayMs)
      timers.add(timer)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    heal() {
      become({ is: 'none' })
      for (const release of held) release()
    },
    delay: (delayMs) => become({ is: 'slow', delayMs }),
    freeze: () => become({ is: 'frozen' }),
    cutBeforeReply: ({ after = 0 } = {}) => become({ is: 'cut', after }),
    cuts: () => cuts,
    async close() {
      become({ is: 'none' })
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  function become(next: Fault): void {
    for (const timer of timers) clearTimeout(timer)
    timers.clear()
    fault = next
  }
}

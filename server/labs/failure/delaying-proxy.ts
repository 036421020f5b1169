import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type DelayingProxy = {
  port: number
  /** What comes back from the server comes so much later, from now on. */
  setDelay(delayMs: number): void
  close(): Promise<void>
}

/** Stands between clients and a server on loopback, passes everything on, and can make the way back long. */
export async function openDelayingProxy(target: {
  host: string
  port: number
}): Promise<DelayingProxy> {
  let delayMs = 0
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(target)
    const timers = new Set<NodeJS.Timeout>()
    let lastDue = 0
    const cut = () => {
      for (const timer of timers) clearTimeout(timer)
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      // Whichever way one side ends, the other learns it at once, as if they were connected directly.
      socket.on('error', cut)
      socket.on('close', () => {
        sockets.delete(socket)
        cut()
      })
      socket.setNoDelay(true)
    }
    client.on('data', (chunk) => upstream.write(chunk))
    upstream.on('data', (chunk) => {
      // Never before what was read earlier, also when the delay has just been shortened.
      lastDue = Math.max(lastDue, performance.now() + delayMs)
      const inMs = lastDue - performance.now()
      if (inMs <= 0 && timers.size === 0) return client.write(chunk)
      const timer = setTimeout(() => {
        timers.delete(timer)
        client.write(chunk)
      }, inMs)
      timers.add(timer)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')

  return {
    port: (server.address() as AddressInfo).port,
    setDelay(ms) {
      delayMs = ms
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

// A network that breaks in the worst moment: the command has arrived, its reply never comes back.
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/**
 * Stands between a client and a Valkey on loopback and passes everything on, until the first INCR has gone through: its
 * reply is thrown away and the connection cut, once. Whoever opens it closes it.
 */
export async function openCuttingProxy(target: {
  host: string
  port: number
}): Promise<{ port: number; close(): void }> {
  const sockets = new Set<Socket>()
  let counted = false
  let cut = false
  const server = createServer((client) => {
    const valkey = connect(target)
    const end = () => {
      client.destroy()
      valkey.destroy()
    }
    for (const socket of [client, valkey]) {
      sockets.add(socket)
      socket.on('error', end).on('close', end)
    }
    client.on('data', (chunk) => {
      counted ||= /\bincr\b/i.test(chunk.toString('latin1'))
      valkey.write(chunk)
    })
    valkey.on('data', (reply) => {
      if (!counted || cut) return client.write(reply)
      cut = true
      end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

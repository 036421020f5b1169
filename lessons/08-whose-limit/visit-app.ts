// Sends real requests to an app, as the one proxy in front of it would pass them on.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Express, Request, RequestHandler } from 'express'
import type { Redis } from 'ioredis'

export type CreateApp = (tools: {
  rateLimit: (options: { keyGenerator: (req: Request) => string }) => RequestHandler
  knownClient: (req: Request) => { user?: string; apiKey?: string }
  networkOf: (address: string) => string
}) => Express

/** `valkey` has a key prefix of its own for each check. */
export type Check = (parts: { createApp: CreateApp; valkey: Redis }) => Promise<void>

/** Where a request comes from, and what its client has written into its headers. */
export type Sent = { from: string; headers?: Record<string, string> }

/**
 * Listens on loopback and hands out a function that sends one request and gives its status. As a proxy does, it writes
 * the address that it sees, `from`, behind whatever stands in X-Forwarded-For already.
 */
export async function visitApp(
  app: Express,
  visit: (send: (sent: Sent) => Promise<number>) => Promise<void>,
): Promise<void> {
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const send = async ({ from, headers = {} }: Sent) => {
    const written = headers['X-Forwarded-For']
    const forwarded = written === undefined ? from : `${written}, ${from}`
    const response = await fetch(`http://127.0.0.1:${port}/api/saka`, {
      headers: { ...headers, 'X-Forwarded-For': forwarded },
    })
    await response.text()
    return response.status
  }
  await visit(send).finally(() => end(server))
}

/** One request over a Unix socket, where a client has no address; gives the status of the answer. */
export async function visitWithoutAddress(app: Express): Promise<number | undefined> {
  const socketPath = join(tmpdir(), `${randomUUID()}.sock`)
  const server = createServer(app).listen(socketPath)
  await once(server, 'listening')
  try {
    const sent = request({ socketPath, path: '/api/saka' }).end()
    const [response] = (await once(sent, 'response')) as [
      { statusCode?: number; headers: IncomingHttpHeaders; resume(): void },
    ]
    response.resume()
    return response.statusCode
  } finally {
    end(server)
  }
}

function end(server: Server): void {
  server.closeAllConnections()
  server.close()
}

// Sends real requests to an app that listens for as long as they last.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Express } from 'express'

export type Answer = { status: number; header: (name: string) => string | null; text: string }

/** Sends one request, a GET unless `method` says otherwise. */
export type Get = (path: string, method?: string) => Promise<Answer>

/** Listens on loopback and hands out a function that sends one request. */
export async function visitApp(app: Express, visit: (get: Get) => Promise<void>): Promise<void> {
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const get: Get = async (path, method = 'GET') => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method })
    const header = (name: string) => response.headers.get(name)
    return { status: response.status, header, text: await response.text() }
  }
  try {
    await visit(get)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

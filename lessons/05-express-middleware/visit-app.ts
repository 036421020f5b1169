// Sends real requests to an app that listens for as long as they last.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ErrorRequestHandler, RequestHandler } from 'express'
import { expect } from 'vitest'
import { createProtectedApp } from './protected-app.ts'

export type Answer = { status: number; header: (name: string) => string | null; text: string }

export type Sent = { method?: string; path?: string; headers?: Record<string, string> }
export type Send = (sent?: Sent) => Promise<Answer>

/**
 * Protects GET /api/saka with `limiter`, listens on loopback and hands out a function that sends one request. Under
 * /everything the limiter is in front of any method. `trustProxy`: Express takes a client's address from X-Forwarded-For.
 */
export async function visitApp(
  limiter: RequestHandler,
  visit: (send: Send) => Promise<void>,
  { trustProxy = false } = {},
): Promise<void> {
  const app = createProtectedApp(limiter)
  app.use('/everything', limiter, (_req, res) => {
    res.type('text/plain').send('done')
  })
  const late: string[] = []
  const noteLate: ErrorRequestHandler = (error, _req, res, next) => {
    if (res.headersSent) late.push(String(error))
    else next(error)
  }
  app.use(noteLate)
  if (trustProxy) app.set('trust proxy', 'loopback')
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const send: Send = async ({ method = 'GET', path = '/api/saka', headers = {} } = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers })
    const header = (name: string) => response.headers.get(name)
    return { status: response.status, header, text: await response.text() }
  }
  try {
    await visit(send)
    expect(late, 'errors thrown for a request after its answer was sent').toEqual([])
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

/** One request over a Unix socket, where a client has no address; gives the status of the answer. */
export async function visitWithoutAddress(limiter: RequestHandler): Promise<number | undefined> {
  const socketPath = join(tmpdir(), `${randomUUID()}.sock`)
  const server = createServer(createProtectedApp(limiter)).listen(socketPath)
  await once(server, 'listening')
  try {
    const sent = request({ socketPath, path: '/api/saka' }).end()
    const [response] = await once(sent, 'response')
    response.resume()
    return response.statusCode
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

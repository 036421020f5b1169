// Real HTTP for the checks: an Express app that listens on loopback for as long as they need it.

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type Express } from 'express'
import type { Redis } from 'ioredis'

export type SakaClient = {
  ask(): Promise<{ kind: string; joke?: string; retryAfterSeconds?: number; reason?: string }>
  secondsLeft(): number
}

export type CreateSakaClient = (options: {
  url: string
  now?: () => number
  deadlineMs?: number
}) => SakaClient

/** `valkey` has a key prefix of its own for each check. */
export type Check = (parts: { createSakaClient: CreateSakaClient; valkey: Redis }) => Promise<void>

/**
 * What the server answers, one after the other; the last one again and again. `'nothing'` never answers, `'half'` stops in the
 * middle of a 200, `'cut'` closes the connection there.
 */
export type Planned =
  | { status: number; headers?: Record<string, string>; body?: string }
  | 'nothing'
  | 'half'
  | 'cut'

/** Calls `visit` with the address of GET /api/saka and a function that says how many requests have arrived. */
export async function serveAnswers(
  answers: [Planned, ...Planned[]],
  visit: (server: { url: string; arrived: () => number }) => Promise<void>,
): Promise<void> {
  let arrived = 0
  const app = express()
  app.get('/api/saka', (_req, res) => {
    const answer = answers[Math.min(arrived, answers.length - 1)] ?? answers[0]
    arrived += 1
    if (answer === 'nothing') return
    if (answer === 'half' || answer === 'cut') {
      res.status(200).set('Content-Length', '100').type('text/plain').write('Half a jo')
      if (answer === 'cut') setTimeout(() => res.destroy(), 20)
      return
    }
    const { status, headers = {}, body = '' } = answer
    res.status(status).set(headers).type('text/plain').send(body)
  })
  await serveApp(app, (url) => visit({ url, arrived: () => arrived }))
}

/** Calls `visit` with the address of the app's GET /api/saka. */
export async function serveApp(app: Express, visit: (url: string) => Promise<void>): Promise<void> {
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  try {
    await visit(`http://127.0.0.1:${port}/api/saka`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

// Sends real requests to an app whose limiter reaches Valkey through a proxy of faults.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import express, { type ErrorRequestHandler, type RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import { type FaultProxy, openFaultProxy } from '../../server/valkey/fault-proxy.ts'

/** `valkey` has a key prefix of its own for each check, so `rate:127.0.0.1` starts at nothing. */
export type Check = (parts: { rateLimit: RateLimit; valkey: Redis }) => Promise<void>

export type RateLimit = (options: {
  valkey: Redis
  limit?: number
  windowSeconds?: number
  deadlineMs?: number
  onFailure?: 'failClosed' | 'failOpen'
  onError?: (error: unknown) => void
}) => RequestHandler

/** `status` is 'no answer' when none came for so long that nobody would have waited. */
export type Answer = {
  status: number | 'no answer'
  header(name: string): string | null
  text: string
}

export type Visit = {
  send(sent?: { method?: string; headers?: Record<string, string> }): Promise<Answer>
  proxy: FaultProxy
  /** How many requests the protected handler has seen. */
  handled(): number
  /** What `onError` was told. */
  told: unknown[]
  /** Errors that reached Express behind the limiter, such as a second answer to one request. */
  broken: unknown[]
}

/**
 * How much longer than the limiter's own deadline a client waits: so many turns of the event loop, this far apart. They are
 * counted, not timed: app and client share the loop, and a machine that has no time for one has none for the other.
 */
const patience = { turns: 15, everyMs: 50 }

/** `valkey` is the way to Valkey without a proxy. Its settings are kept; only the address differs. */
export async function visitLimitedApp(
  {
    rateLimit,
    valkey,
    ...policy
  }: { rateLimit: RateLimit; valkey: Redis } & Pick<
    Parameters<RateLimit>[0],
    'limit' | 'windowSeconds' | 'deadlineMs' | 'onFailure' | 'onError'
  >,
  visit: (parts: Visit) => Promise<void>,
): Promise<void> {
  const { host = '127.0.0.1', port = 6379 } = valkey.options
  const proxy = await openFaultProxy({ host, port })
  const client = valkey.duplicate({
    host: proxy.host,
    port: proxy.port,
    // Lesson 3: nothing is repeated and nothing queues. There is no deadline: that is the middleware's.
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
  })
  client.on('error', () => {})
  await once(client, 'ready')

  let handled = 0
  const told: unknown[] = []
  const broken: unknown[] = []
  const onError = (error: unknown) => told.push(error)
  const app = express()
  app.get('/', rateLimit({ valkey: client, onError, ...policy }), (_req, res) => {
    handled += 1
    res.type('text/plain').send('ok')
  })
  const noteError: ErrorRequestHandler = (error, _req, res, next) => {
    broken.push(error)
    // Express answers 500 and says what it was.
    if (!res.headersSent) next(error)
  }
  app.use(noteError)
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

  try {
    const send: Visit['send'] = (sent) => sendTo(url, sent, policy.deadlineMs)
    await visit({ send, proxy, handled: () => handled, told, broken })
  } finally {
    server.closeAllConnections()
    server.close()
    client.disconnect()
    await proxy.close()
  }
}

async function sendTo(url: string, sent: RequestInit = {}, deadlineMs = 500): Promise<Answer> {
  const gaveUp = new AbortController()
  const answered = new AbortController()
  void giveUp(gaveUp, deadlineMs, answered.signal).catch(() => undefined)
  try {
    const response = await fetch(url, { ...sent, signal: gaveUp.signal })
    const text = await response.text()
    return { status: response.status, header: (name) => response.headers.get(name), text }
  } catch {
    return { status: 'no answer', header: () => null, text: '' }
  } finally {
    answered.abort()
  }
}

async function giveUp(request: AbortController, deadlineMs: number, signal: AbortSignal) {
  // They keep nothing alive, as no client keeps a server alive: a check counts the timers that do.
  await wait(deadlineMs, undefined, { signal, ref: false })
  for (let turn = 0; turn < patience.turns; turn += 1) {
    await wait(patience.everyMs, undefined, { signal, ref: false })
  }
  request.abort()
}

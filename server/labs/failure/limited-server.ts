// A small Express server with our limiter in front of one route, on its own loopback port. The lab breaks its Valkey.
import { AsyncLocalStorage } from 'node:async_hooks'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import { rateLimit } from '../../limiter/rate-limit.ts'
import { createCauseOf } from './cause-of.ts'
import type { LaneSettings } from './contract.ts'

const deadlineMs = 500
/** The longest deadline that rateLimit() accepts. */
const noDeadlineMs = 60_000

export type LimitedServer = {
  url: string
  setOnFailure(onFailure: LaneSettings['onFailure']): void
  close(): Promise<void>
}

type LimitedServerOptions = {
  valkey: Redis
  prefix: string
  limit: number
  windowSeconds: number
  onFailure: LaneSettings['onFailure']
  deadline: boolean
}

/** The header that tells the page why Valkey could not count a request. Only the lab sends it. */
export const causeHeader = 'X-Lab-Cause'

export async function openLimitedServer({
  onFailure,
  deadline,
  ...policy
}: LimitedServerOptions): Promise<LimitedServer> {
  // Many requests are in the limiter at once, and onError does not get the request; it is called within that request's own
  // asynchronous context. Source: https://nodejs.org/api/async_context.html
  const causeOf = createCauseOf(policy.valkey)
  const currentRequest = new AsyncLocalStorage<{ cause?: unknown }>()
  const limiterFor = (chosen: LaneSettings['onFailure']) =>
    rateLimit({
      ...policy,
      onFailure: chosen,
      deadlineMs: deadline ? deadlineMs : noDeadlineMs,
      keyGenerator: (req) => req.get('X-User') ?? 'ada',
      onError(error) {
        const own = currentRequest.getStore()
        if (own) own.cause = error
      },
      // The lab shows on purpose that a fallback counts locally.
      onWarning: () => {},
    })
  let limiter: RequestHandler = limiterFor(onFailure)
  const app = express()
  app.disable('x-powered-by')
  app.get(
    '/',
    (_req, res, next) => {
      const own: { cause?: unknown } = {}
      const { writeHead } = res
      res.writeHead = ((...args: Parameters<typeof writeHead>) => {
        if (own.cause !== undefined) res.setHeader(causeHeader, oneLine(causeOf(own.cause)))
        return writeHead.apply(res, args)
      }) as typeof writeHead
      currentRequest.run(own, next)
    },
    (req, res, next) => limiter(req, res, next),
    (_req, res) => {
      res.type('text/plain').send('ok')
    },
  )
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    setOnFailure(next) {
      limiter = limiterFor(next)
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function oneLine(cause: string): string {
  return cause
    .replace(/ script: [0-9a-f]{40}, on @user_script:\d+\.?/, '')
    .replace(/[^ -~]+/g, ' ')
    .slice(0, 200)
}

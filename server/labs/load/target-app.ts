import express, { type Express, type RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import { refuseOverLimit } from '../../limiter/answer/refuse.ts'
import { rateLimit } from '../../limiter/rate-limit.ts'
import type { Side } from './contract.ts'

const windowSeconds = 3600

/**
 * A server under load: one endpoint that lets every request through (`/allowed`), one that refuses all but the first of
 * each client (`/blocked`). Without the limiter nothing is counted, and `/blocked` gives the very same 429 directly:
 * what is compared is the limiter, not what an answer costs.
 */
export function createTargetApp({ side, valkey }: { side: Side; valkey: Redis }): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  const limits = { allowed: 1_000_000_000, blocked: 1 }
  for (const [outcome, limit] of Object.entries(limits)) {
    const guard =
      side === 'with'
        ? rateLimit({
            valkey,
            limit,
            windowSeconds,
            prefix: `rate:${outcome}:`,
            // The load generator names a client per connection, so that one machine is as many clients.
            keyGenerator: (req) => String(req.headers['x-client']),
          })
        : withoutLimiter(limit)
    app.get(`/${outcome}`, guard, (_req, res) => {
      res.type('text/plain').send('Chuck Norris does not write code, code writes itself.')
    })
  }
  return app
}

function withoutLimiter(limit: number): RequestHandler {
  if (limit > 1) return (_req, _res, next) => next()
  const policy = { name: 'default', limit, windowSeconds }
  return (_req, res) => {
    res.set('RateLimit-Policy', `"default";q=${limit};w=${windowSeconds}`)
    res.set('RateLimit', `"default";r=0;t=${windowSeconds}`)
    refuseOverLimit(res, [{ ...policy, resetSeconds: windowSeconds }])
  }
}

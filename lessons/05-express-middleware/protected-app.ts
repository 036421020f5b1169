import express, { type Express, type RequestHandler } from 'express'
import type { Redis } from 'ioredis'

/** `valkey` has a key prefix of its own for each check, so `rate:127.0.0.1` starts at nothing. */
export type Check = (parts: { rateLimit: RateLimit; valkey: Redis }) => Promise<void>

export type RateLimit = (options: {
  valkey: Redis
  limit?: number
  windowSeconds?: number
}) => RequestHandler

/** The smallest app with a protected endpoint: the checks send their requests to it. */
export function createProtectedApp(limiter: RequestHandler): Express {
  // region: app
  const app = express()
  app.get('/api/saka', limiter, (_req, res) => {
    res.type('text/plain')
    res.send('Chuck Norris kod yazmaz, kod kendini yazar.')
  })
  // endregion: app
  return app
}

import { createHash } from 'node:crypto'
import express, { type Express, type Request, type RequestHandler } from 'express'

type Tools = {
  rateLimit: (options: { keyGenerator: (req: Request) => string }) => RequestHandler
  knownClient: (req: Request) => { user?: string; apiKey?: string }
  networkOf: (address: string) => string
}

// Wrong: no word says what kind of name it is. Who registers as 203.0.113.7 shares that address's counter.
export function createApp({ rateLimit, knownClient, networkOf }: Tools): Express {
  const app = express()
  // region: trust
  app.set('trust proxy', 1)
  // endregion: trust

  // region: key
  function keyGenerator(req: Request): string {
    const { user, apiKey } = knownClient(req)
    if (user !== undefined) return user
    if (apiKey !== undefined) {
      return `api-key:${createHash('sha256').update(apiKey).digest('hex')}`
    }
    if (req.ip === undefined) throw new Error('No client address')
    return networkOf(req.ip)
  }
  // endregion: key

  app.get('/api/saka', rateLimit({ keyGenerator }), (_req, res) => {
    res.set('Cache-Control', 'no-store').type('text/plain').send('A joke.\n')
  })
  return app
}

import { createHash } from 'node:crypto'
import express, { type Express, type Request, type RequestHandler } from 'express'

type Tools = {
  rateLimit: (options: { keyGenerator: (req: Request) => string }) => RequestHandler
  knownClient: (req: Request) => { user?: string; apiKey?: string }
  networkOf: (address: string) => string
}

// Wrong: users and programs have the same word in front. Who is called like the hash of a key shares its counter.
export function createApp({ rateLimit, knownClient, networkOf }: Tools): Express {
  const app = express()
  app.set('trust proxy', 1)

  function keyGenerator(req: Request): string {
    const { user, apiKey } = knownClient(req)
    if (user !== undefined) return `client:${user}`
    if (apiKey !== undefined) {
      return `client:${createHash('sha256').update(apiKey).digest('hex')}`
    }
    if (req.ip === undefined) throw new Error('No client address')
    return networkOf(req.ip)
  }

  app.get('/api/saka', rateLimit({ keyGenerator }), (_req, res) => {
    res.set('Cache-Control', 'no-store').type('text/plain').send('A joke.\n')
  })
  return app
}

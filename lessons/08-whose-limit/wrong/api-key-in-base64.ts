import express, { type Express, type Request, type RequestHandler } from 'express'

type Tools = {
  rateLimit: (options: { keyGenerator: (req: Request) => string }) => RequestHandler
  knownClient: (req: Request) => { user?: string; apiKey?: string }
  networkOf: (address: string) => string
}

// Wrong: base64 is another way to write it, not a secret. Anybody reads it back with one command.
export function createApp({ rateLimit, knownClient, networkOf }: Tools): Express {
  const app = express()
  app.set('trust proxy', 1)

  function keyGenerator(req: Request): string {
    const { user, apiKey } = knownClient(req)
    if (user !== undefined) return `user:${user}`
    if (apiKey !== undefined) return `api-key:${Buffer.from(apiKey).toString('base64')}`
    if (req.ip === undefined) throw new Error('No client address')
    return networkOf(req.ip)
  }

  app.get('/api/saka', rateLimit({ keyGenerator }), (_req, res) => {
    res.set('Cache-Control', 'no-store').type('text/plain').send('A joke.\n')
  })
  return app
}

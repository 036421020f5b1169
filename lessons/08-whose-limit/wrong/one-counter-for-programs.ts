import express, { type Express, type Request, type RequestHandler } from 'express'

type Tools = {
  rateLimit: (options: { keyGenerator: (req: Request) => string }) => RequestHandler
  knownClient: (req: Request) => { user?: string; apiKey?: string }
  networkOf: (address: string) => string
}

// Wrong: no secret is told, but all programs together are one client: the first one to be too fast stops the others.
export function createApp({ rateLimit, knownClient, networkOf }: Tools): Express {
  const app = express()
  app.set('trust proxy', 1)

  function keyGenerator(req: Request): string {
    const { user, apiKey } = knownClient(req)
    if (user !== undefined) return `user:${user}`
    if (apiKey !== undefined) return 'api-key:program'
    if (req.ip === undefined) throw new Error('No client address')
    return networkOf(req.ip)
  }

  app.get('/api/saka', rateLimit({ keyGenerator }), (_req, res) => {
    res.set('Cache-Control', 'no-store').type('text/plain').send('A joke.\n')
  })
  return app
}

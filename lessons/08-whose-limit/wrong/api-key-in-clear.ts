import express, { type Express, type Request, type RequestHandler } from 'express'

type Tools = {
  rateLimit: (options: { keyGenerator: (req: Request) => string }) => RequestHandler
  knownClient: (req: Request) => { user?: string; apiKey?: string }
  networkOf: (address: string) => string
}

// Wrong: the secret stands in the name of the key: in MONITOR, in a backup, on a colleague's screen.
export function createApp({ rateLimit, knownClient, networkOf }: Tools): Express {
  const app = express()
  app.set('trust proxy', 1)

  function keyGenerator(req: Request): string {
    const { user, apiKey } = knownClient(req)
    if (user !== undefined) return `user:${user}`
    // region: secret
    if (apiKey !== undefined) return `api-key:${apiKey}`
    // endregion: secret
    if (req.ip === undefined) throw new Error('No client address')
    return networkOf(req.ip)
  }

  app.get('/api/saka', rateLimit({ keyGenerator }), (_req, res) => {
    res.set('Cache-Control', 'no-store').type('text/plain').send('A joke.\n')
  })
  return app
}

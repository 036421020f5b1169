import express, { type Express, type Request, type RequestHandler } from 'express'

type Tools = {
  rateLimit: (options: { keyGenerator: (req: Request) => string }) => RequestHandler
  knownClient: (req: Request) => { user?: string; apiKey?: string }
  networkOf: (address: string) => string
}

// Wrong: the guide's key. Behind a proxy it is the proxy's address for everybody, and without an address it is `global`.
export function createApp({ rateLimit }: Tools): Express {
  const app = express()
  // region: trust
  // endregion: trust

  // region: key
  function keyGenerator(req: Request): string {
    return req.ip || 'global'
  }
  // endregion: key

  app.get('/api/saka', rateLimit({ keyGenerator }), (_req, res) => {
    res.set('Cache-Control', 'no-store').type('text/plain').send('A joke.\n')
  })
  return app
}

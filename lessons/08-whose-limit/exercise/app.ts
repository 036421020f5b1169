import express, { type Express, type Request, type RequestHandler } from 'express'

export type Tools = {
  /** The middleware; it counts on `rate:` and what `keyGenerator` returns. */
  rateLimit: (options: { keyGenerator: (req: Request) => string }) => RequestHandler
  /** Who has proved who they are: a user by a session, a program by an API key that we gave out. */
  knownClient: (req: Request) => { user?: string; apiKey?: string }
  /** What counts as one client, of an IP address: an IPv4 address, or an IPv6 network of 56 bits. */
  networkOf: (address: string) => string
}

/** An endpoint that counts users when it knows them, and addresses otherwise. Exactly one proxy stands before it. */
export function createApp({ rateLimit }: Tools): Express {
  const app = express()
  // TODO: one proxy stands before this app. Without a word about it req.ip is the proxy's address, for everybody.

  function keyGenerator(req: Request): string {
    // TODO: who is counted? A user by their id, a program by its API key (but nobody may find that key in Valkey),
    //   and only whom we don't know by the address: as a network, and never everybody without one together.
    return req.ip || 'global'
  }

  app.get('/api/saka', rateLimit({ keyGenerator }), (_req, res) => {
    res.set('Cache-Control', 'no-store').type('text/plain').send('A joke.\n')
  })
  return app
}

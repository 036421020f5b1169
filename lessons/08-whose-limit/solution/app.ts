import { createHash } from 'node:crypto'
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
export function createApp({ rateLimit, knownClient, networkOf }: Tools): Express {
  const app = express()
  // region: trust
  app.set('trust proxy', 1)
  // endregion: trust

  // region: key
  function keyGenerator(req: Request): string {
    const { user, apiKey } = knownClient(req)
    if (user !== undefined) return `user:${user}`
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

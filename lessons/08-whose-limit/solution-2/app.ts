import { createHash } from 'node:crypto'
import { isIPv4 } from 'node:net'
import express, { type Express, type Request, type RequestHandler } from 'express'

type Tools = {
  rateLimit: (options: { keyGenerator: (req: Request) => string }) => RequestHandler
  knownClient: (req: Request) => { user?: string; apiKey?: string }
  networkOf: (address: string) => string
}

// Another way: the proxy is named by where it stands, and every identity is hashed, each with the kind it is of.
export function createApp({ rateLimit, knownClient, networkOf }: Tools): Express {
  const identify = (req: Request): [kind: string, name: string] => {
    const known = knownClient(req)
    if (known.user) return ['user', known.user]
    if (known.apiKey) return ['program', known.apiKey]
    const network = networkOf(req.ip ?? '')
    if (network === '') throw new Error('Nobody to count: the request has no address')
    return [isIPv4(network) ? 'address' : 'network', network]
  }
  const limiter = rateLimit({
    keyGenerator: (req) =>
      createHash('sha256')
        .update(JSON.stringify(identify(req)))
        .digest('hex'),
  })

  const app = express().set('trust proxy', 'loopback')
  app.use('/api/saka', limiter)
  app.get('/api/saka', (_req, res) => {
    res.type('text/plain').send('A joke.')
  })
  return app
}

// Half of a SHA-256 is enough: 128 bits. The network is asked for by hand, without Express' own setting.
import { createHash } from 'node:crypto'
import express, { type Express, type Request, type RequestHandler } from 'express'

type Tools = {
  rateLimit: (options: { keyGenerator: (req: Request) => string }) => RequestHandler
  knownClient: (req: Request) => { user?: string; apiKey?: string }
  networkOf: (address: string) => string
}

/** The last address in X-Forwarded-For is the one that our only proxy has seen itself. */
function addressBehindProxy(req: Request): string {
  const last = req.get('X-Forwarded-For')?.split(',').at(-1)?.trim()
  const address = last || req.socket.remoteAddress
  if (!address) throw new Error('No address')
  return address
}

export function createApp({ rateLimit, knownClient, networkOf }: Tools): Express {
  function keyGenerator(req: Request): string {
    const client = knownClient(req)
    switch (true) {
      case client.user !== undefined:
        return JSON.stringify({ user: client.user })
      case client.apiKey !== undefined: {
        const digest = createHash('sha256').update(`${client.apiKey}`).digest()
        return `key:${digest.subarray(0, 16).toString('hex')}`
      }
      default:
        return `address:${networkOf(addressBehindProxy(req))}`
    }
  }
  const app = express()
  app.all('/api/saka', rateLimit({ keyGenerator }))
  app.get('/api/saka', (_req, res) => {
    res.send('A joke.')
  })
  return app
}

// A middleware finds out who it is and writes it into res.locals; the key generator only reads.
import { createHash } from 'node:crypto'
import express, {
  type Express,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express'

type Tools = {
  rateLimit: (options: { keyGenerator: (req: Request) => string }) => RequestHandler
  knownClient: (req: Request) => { user?: string; apiKey?: string }
  networkOf: (address: string) => string
}

export function createApp({ rateLimit, knownClient, networkOf }: Tools): Express {
  const names = new WeakMap<Request, string>()

  function identify(req: Request, _res: Response, next: NextFunction): void {
    const { user, apiKey } = knownClient(req)
    const digest = apiKey && createHash('sha3-256').update('v1').update(apiKey).digest('base64')
    if (user !== undefined) names.set(req, `user ${user}`)
    else if (digest !== undefined) names.set(req, `key ${digest}`)
    else if (req.ip !== undefined) names.set(req, networkOf(req.ip))
    next()
  }

  const keyGenerator = (req: Request) => {
    const name = names.get(req)
    if (name === undefined) throw new Error('Somebody has to be counted')
    return name
  }

  const app = express()
  app.set('trust proxy', ['loopback', 'linklocal'])
  app.use(identify)
  app.get('/api/saka', rateLimit({ keyGenerator }), (_req, res) => {
    res.type('txt').send('A joke.\n')
  })
  return app
}

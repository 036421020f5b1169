// Who is counted is hashed, an API key as well; the limiters are mounted on paths, in their order.
import { createHash } from 'node:crypto'
import express, { type NextFunction, type Request, type Response } from 'express'
import type { ApiOptions } from '../solution/api.ts'
import { rateLimit } from '../solution/rate-limit.ts'

const hash = (...parts: string[]) =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url')

export function createApi(options: ApiOptions): express.Express {
  const { valkey, clients, makeReport } = options
  const { login, user, report } = options.policies ?? {
    login: { limit: 5, windowSeconds: 10 },
    user: { limit: 60, windowSeconds: 60 },
    report: { limit: 20, windowSeconds: 24 * 3600 },
  }
  const keyIn = (req: Request) => String(req.headers['x-api-key'] ?? '')
  const clientIn = (req: Request) => clients.get(keyIn(req))

  function onlyKnown(req: Request, res: Response, next: NextFunction): void {
    if (clients.has(keyIn(req))) next()
    else res.status(401).end()
  }

  const app = express()
  app.use(
    '/api',
    onlyKnown,
    rateLimit({
      name: 'user',
      valkey,
      ...user,
      keyOf: (req) => hash('u', `${clientIn(req)?.user}`),
    }),
  )
  app.use(
    '/api/report',
    rateLimit({ name: 'report', valkey, ...report, keyOf: (req) => hash('k', keyIn(req)) }),
  )
  app.post(
    '/login',
    rateLimit({ name: 'login', valkey, ...login, keyOf: (req) => hash('a', `${req.ip}`) }),
    (_req, res) => void res.status(401).send('Wrong password'),
  )
  app.get('/api/report', (req, res) => {
    const client = clientIn(req)
    if (client) res.type('text/plain').send(makeReport(client))
    else res.status(401).end()
  })
  app.get('/api/saka', (_req, res) => void res.send('Chuck Norris kod yazmaz, kod kendini yazar.'))
  return app
}

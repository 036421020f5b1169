import express, { type ErrorRequestHandler, type Express, type Request } from 'express'
import type { Redis } from 'ioredis'
import { type Policy, rateLimit } from '../solution/rate-limit.ts'

export type Client = { id: string; user: string }

export type ApiOptions = {
  valkey: Redis
  clients: Map<string, Client>
  makeReport: (client: Client) => string
  policies?: Record<'login' | 'user' | 'report', Policy>
}

const day = 24 * 60 * 60

const defaultPolicies = {
  login: { limit: 5, windowSeconds: 10 },
  user: { limit: 60, windowSeconds: 60 },
  report: { limit: 20, windowSeconds: day },
}

// Wrong: the report is made while the limiter is still asking, because nobody waits for it.
export function createApi(options: ApiOptions): Express {
  const { valkey, clients, makeReport, policies = defaultPolicies } = options
  const clientOf = (req: Request) => clients.get(req.get('X-API-Key') ?? '')
  const limiter = (name: keyof typeof policies, keyOf: (req: Request) => string | undefined) =>
    rateLimit({ valkey, name, ...policies[name], keyOf })

  const perAddress = limiter('login', (req) => req.ip)
  const perUser = limiter('user', (req) => clientOf(req)?.user)
  const perKey = limiter('report', (req) => clientOf(req)?.id)

  const app = express()
  app.post('/login', perAddress, (_req, res) => {
    res.status(401).send('Wrong password')
  })
  app.use('/api', (req, res, next) => {
    if (clientOf(req)) next()
    else res.status(401).send('Send a known X-API-Key')
  })
  app.use('/api', perUser)
  app.get('/api/saka', (_req, res) => {
    res.type('text/plain')
    res.send('Chuck Norris kod yazmaz, kod kendini yazar.')
  })
  app.get('/api/report', (req, res) => {
    Promise.resolve(perKey(req, res, () => undefined)).catch(() => undefined)
    const client = clientOf(req)
    res.type('text/plain').send(client && makeReport(client))
  })
  app.use(answerError)
  return app
}

// Express knows a function for errors by its four parameters.
const answerError: ErrorRequestHandler = (_error, _req, res, _next) => {
  res.status(500).send('Something is wrong on our side')
}

import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
} from 'express'
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

// Wrong: a client that was refused is remembered in this process. Valkey may know better, and the next process knows nothing.
export function createApi(options: ApiOptions): Express {
  const { valkey, clients, makeReport, policies = defaultPolicies } = options
  const clientOf = (req: Request) => clients.get(req.get('X-API-Key') ?? '')
  const refused = new Map<string, number>()
  const limiter = (name: keyof typeof policies, keyOf: (req: Request) => string | undefined) =>
    remembering(
      rateLimit({ valkey, name, ...policies[name], keyOf }),
      (req) => `${name}:${keyOf(req)}`,
    )

  function remembering(limit: RequestHandler, keyOf: (req: Request) => string): RequestHandler {
    return (req, res, next) => {
      const key = keyOf(req)
      if ((refused.get(key) ?? 0) > Date.now()) {
        return res.status(429).set('Retry-After', '1').send('Still too many')
      }
      res.once('finish', () => {
        const seconds = Number(res.get('Retry-After'))
        if (res.statusCode === 429) refused.set(key, Date.now() + seconds * 1000)
      })
      return limit(req, res, next)
    }
  }

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
  app.get('/api/report', perKey, (req, res) => {
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

import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
} from 'express'
import type { Redis } from 'ioredis'

type Client = { id: string; user: string }

type Policy = { limit: number; windowSeconds: number }
type KeyOf = (req: Request) => string | undefined

export type ApiOptions = {
  /** The solution's own, handed in by wrong.test.ts. */
  rateLimit: (options: Policy & { valkey: Redis; name: string; keyOf: KeyOf }) => RequestHandler
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

// Wrong: only the routes that are there today are limited. The one that somebody adds tomorrow is not, and nobody notices.
export function createApi(options: ApiOptions): Express {
  const { rateLimit, valkey, clients, makeReport, policies = defaultPolicies } = options
  const clientOf = (req: Request) => clients.get(req.get('X-API-Key') ?? '')
  const limiter = (name: keyof typeof policies, keyOf: KeyOf) =>
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
  app.get('/api/saka', perUser, (_req, res) => {
    res.type('text/plain').send('Chuck Norris kod yazmaz, kod kendini yazar.')
  })
  app.get('/api/report', perUser, perKey, (req, res) => {
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

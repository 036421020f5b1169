import express, { type ErrorRequestHandler, type Express, type Request } from 'express'
import type { Redis } from 'ioredis'
import { type Policy, rateLimit } from './rate-limit.ts'

/** An API key names a user; `id` may be shown and stored, the key itself may not. */
export type Client = { id: string; user: string }

export type ApiOptions = {
  valkey: Redis
  /** API key -> whose it is. */
  clients: Map<string, Client>
  /** The expensive work. */
  makeReport: (client: Client) => string
  policies?: Record<'login' | 'user' | 'report', Policy>
}

const day = 24 * 60 * 60

// region: policies
const defaultPolicies = {
  login: { limit: 5, windowSeconds: 10 },
  user: { limit: 60, windowSeconds: 60 },
  report: { limit: 20, windowSeconds: day },
}
// endregion: policies

/** A small API with three policies: logins per address, everything under /api per user, reports per API key and day. */
export function createApi(options: ApiOptions): Express {
  const { valkey, clients, makeReport, policies = defaultPolicies } = options
  const clientOf = (req: Request) => clients.get(req.get('X-API-Key') ?? '')
  const limiter = (name: keyof typeof policies, keyOf: (req: Request) => string | undefined) =>
    rateLimit({ valkey, name, ...policies[name], keyOf })

  // region: limiters
  const perAddress = limiter('login', (req) => req.ip)
  // TODO: make a limiter for each of the two other policies,
  // and put it before what it protects:
  //   user    everything under /api; counts the user,
  //           whichever key was sent
  //   report  GET /api/report; counts the API key, by its id.
  //           What `user` refuses must not use it up.
  // endregion: limiters

  // region: routes
  const app = express()
  app.post('/login', perAddress, (_req, res) => {
    res.status(401).send('Wrong password')
  })
  app.use('/api', (req, res, next) => {
    if (clientOf(req)) next()
    else res.status(401).send('Send a known X-API-Key')
  })
  app.get('/api/saka', (_req, res) => {
    res.type('text/plain')
    res.send('Chuck Norris kod yazmaz, kod kendini yazar.')
  })
  app.get('/api/report', (req, res) => {
    const client = clientOf(req)
    res.type('text/plain').send(client && makeReport(client))
  })
  app.use(answerError)
  // endregion: routes
  return app
}

// Express knows a function for errors by its four parameters.
const answerError: ErrorRequestHandler = (error, _req, res, _next) => {
  console.error(error)
  res.status(500).send('Something is wrong on our side')
}

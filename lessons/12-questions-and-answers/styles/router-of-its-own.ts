// Everything under /api is a router of its own, which knows its client once and hands it on in res.locals.
import express, { type ErrorRequestHandler, Router } from 'express'
import type { ApiOptions, Client } from '../solution/api.ts'
import { rateLimit } from '../solution/rate-limit.ts'

const minute = 60
const usual = {
  login: { limit: 5, windowSeconds: 10 },
  user: { limit: 60, windowSeconds: minute },
  report: { limit: 20, windowSeconds: 1440 * minute },
}

export function createApi({ valkey, clients, makeReport, policies = usual }: ApiOptions) {
  const api = Router()
  api.use((req, res, next) => {
    const client = clients.get(req.header('x-api-key') || '')
    if (client === undefined) return res.sendStatus(401)
    res.locals.client = client
    next()
  })
  const known = ({ res }: express.Request) => res?.locals.client as Client
  api.use(rateLimit({ valkey, ...policies.user, name: 'user', keyOf: (req) => known(req).user }))
  api.get('/saka', (_req, res) => {
    res.type('txt').send('Chuck Norris kod yazmaz, kod kendini yazar.')
  })
  api
    .route('/report')
    .all(rateLimit({ valkey, ...policies.report, name: 'report', keyOf: (req) => known(req).id }))
    .get((_req, res) => {
      res.type('txt').send(makeReport(res.locals.client))
    })

  const app = express()
  const logins = rateLimit({ valkey, ...policies.login, name: 'login', keyOf: (req) => req.ip })
  app.route('/login').post(logins, (_req, res) => {
    res.sendStatus(401)
  })
  app.use('/api', api)
  const onError: ErrorRequestHandler = (_error, _req, res, _next) => {
    res.sendStatus(500)
  }
  return app.use(onError)
}

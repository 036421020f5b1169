// A class builds the app step by step; a map keeps its limiters.
import express, { type Express, type Request, type RequestHandler } from 'express'
import type { ApiOptions, Client } from '../solution/api.ts'
import { type Policy, rateLimit } from '../solution/rate-limit.ts'

const defaults = new Map<string, Policy>([
  ['login', { limit: 5, windowSeconds: 10 }],
  ['user', { limit: 60, windowSeconds: 60 }],
  ['report', { limit: 20, windowSeconds: 60 * 60 * 24 }],
])

class Api {
  readonly app: Express = express()
  readonly #options: ApiOptions
  readonly #limiters = new Map<string, RequestHandler>()

  constructor(options: ApiOptions) {
    this.#options = options
    const policies = new Map(Object.entries(options.policies ?? Object.fromEntries(defaults)))
    const keys: Record<string, (req: Request) => string | undefined> = {
      login: ({ ip }) => ip,
      user: (req) => `name=${this.#client(req)?.user}`,
      report: (req) => `id=${this.#client(req)?.id}`,
    }
    for (const [name, policy] of policies) {
      const keyOf = keys[name]
      if (!keyOf) continue
      const { valkey } = options
      this.#limiters.set(name, rateLimit({ valkey, name, keyOf, ...policy }))
    }
  }

  build(): Express {
    const { app } = this
    app.use('/login', (req, res, next) => {
      if (req.method === 'POST') return this.#limit('login')(req, res, next)
      res.status(405).end()
    })
    app.post('/login', (_req, res) => void res.status(401).json({ error: 'wrong password' }))
    app.all(['/api', '/api/*rest'], this.#identify, this.#limit('user'))
    app.all('/api/report', this.#limit('report'))
    app.get('/api/report', (req, res) => {
      const client = this.#client(req)
      if (client) res.type('text').send(this.#options.makeReport(client))
    })
    app.get('/api/saka', (_req, res) => {
      res.type('text').send('Chuck Norris kod yazmaz, kod kendini yazar.')
    })
    return app
  }

  #identify: RequestHandler = (req, res, next) => {
    if (this.#client(req)) next()
    else res.status(401).json({ error: 'unknown API key' })
  }

  #client(req: Request): Client | undefined {
    const key = req.get('X-API-Key')
    return key === undefined ? undefined : this.#options.clients.get(key)
  }

  #limit(name: string): RequestHandler {
    const limiter = this.#limiters.get(name)
    if (!limiter) throw new Error(`No policy is called ${name}`)
    return limiter
  }
}

export const createApi = (options: ApiOptions) => new Api(options).build()

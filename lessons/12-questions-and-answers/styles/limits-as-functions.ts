// A limit is a function that counts in a transaction and tells what came of it; one middleware asks several of them in turn.
import express, { type Express, type Request, type RequestHandler, type Response } from 'express'
import type { ApiOptions } from '../solution/api.ts'

const type = 'https://iana.org/assignments/http-problem-types#'
type Name = 'login' | 'user' | 'report'

export function createApi({ valkey, clients, makeReport, policies }: ApiOptions): Express {
  const limits: Record<Name, { limit: number; windowSeconds: number }> = policies ?? {
    report: { limit: 20, windowSeconds: 86_400 },
    user: { limit: 60, windowSeconds: 60 },
    login: { limit: 5, windowSeconds: 10 },
  }
  const clientOf = (req: Request) => clients.get(req.get('X-API-Key') ?? '')
  const who: Record<Name, (req: Request) => string | undefined> = {
    login: (req) => req.ip,
    user: (req) => clientOf(req)?.user,
    report: (req) => clientOf(req)?.id,
  }

  async function take(name: Name, req: Request) {
    const { limit, windowSeconds } = limits[name]
    const key = `limit/${name}/${who[name](req)}`
    const replies = await valkey.multi().incr(key).expire(key, windowSeconds, 'NX').pttl(key).exec()
    const [count = Number.NaN, , ttlMs = Number.NaN] = (replies ?? []).map(([, one]) => Number(one))
    if (Number.isNaN(count + ttlMs)) throw new Error('Valkey has not counted')
    return {
      name,
      limit,
      windowSeconds,
      left: limit - count,
      seconds: Math.ceil(ttlMs / 1000) || 1,
    }
  }

  const refuse = (res: Response, status: number, problem: object, seconds: number) => {
    res.status(status).set({ 'Retry-After': `${seconds}`, 'Cache-Control': 'no-store' })
    res.type('application/problem+json').send(JSON.stringify({ status, ...problem }))
  }

  const within =
    (...names: Name[]): RequestHandler =>
    async (req, res, next) => {
      for (const name of names) {
        const taken = await take(name, req).catch(() => undefined)
        if (!taken) return refuse(res, 503, { type: `${type}temporary-reduced-capacity` }, 1)
        const { limit, windowSeconds, left, seconds } = taken
        res.append('RateLimit-Policy', `"${name}"; w=${windowSeconds}; q=${limit}`)
        res.append('RateLimit', `"${name}"; t=${seconds}; r=${Math.max(left, 0)}`)
        if (left < 0) {
          const problem = { type: `${type}quota-exceeded`, 'violated-policies': [name] }
          return refuse(res, 429, { ...problem, title: `Too many for ${name}` }, seconds)
        }
      }
      next()
    }

  const app = express()
  app.post('/login', within('login'), (_req, res) => {
    res.status(401).send('No such user, or another password')
  })
  app.use('/api', (req, res, next) => (clientOf(req) ? next() : res.status(401).send('Who?')))
  app.get('/api/report', within('user', 'report'), (req, res) => {
    const client = clientOf(req)
    res.type('text/plain').send(client ? makeReport(client) : '')
  })
  app.use('/api', within('user'))
  app.get('/api/saka', (_req, res) => {
    res.send('Chuck Norris kod yazmaz, kod kendini yazar.')
  })
  return app
}

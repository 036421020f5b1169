// Another correct way: one middleware per route that names all its policies. They are asked in one script call, which
// takes from all of them or from none.
import { readFileSync } from 'node:fs'
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
} from 'express'
import type { Redis } from 'ioredis'

const script = readFileSync(new URL('./take-all.lua', import.meta.url), 'utf8')
const problems = 'https://iana.org/assignments/http-problem-types'

export type Client = { id: string; user: string }
type Policy = { limit: number; windowSeconds: number }
type Rule = Policy & { name: string; who: string }
type State = [taken: number, ttlMs: number]

export type ApiOptions = {
  valkey: Redis
  clients: Map<string, Client>
  makeReport: (client: Client) => string
  policies?: Record<'login' | 'user' | 'report', Policy>
}

export function createApi({
  valkey,
  clients,
  makeReport,
  policies = {
    login: { limit: 5, windowSeconds: 10 },
    user: { limit: 60, windowSeconds: 60 },
    report: { limit: 20, windowSeconds: 86_400 },
  },
}: ApiOptions): Express {
  const clientOf = (req: Request) => clients.get(req.get('X-API-Key') ?? '')

  const rules: Record<keyof typeof policies, (req: Request) => Rule> = {
    login: (req) => ({ name: 'login', who: req.ip ?? '', ...policies.login }),
    user: (req) => ({ name: 'user', who: clientOf(req)?.user ?? '', ...policies.user }),
    report: (req) => ({ name: 'report', who: clientOf(req)?.id ?? '', ...policies.report }),
  }

  const limitBy =
    (...names: (keyof typeof rules)[]): RequestHandler =>
    async (req, res, next) => {
      const asked = names.map((name) => rules[name](req))
      const keys = asked.map(({ name, who }) => `{api}:${name}:${who}`)
      const args = asked.flatMap(({ limit, windowSeconds }) => [limit, windowSeconds])
      let reply: [allowed: number, ...states: State[]]
      try {
        reply = (await valkey.eval(script, keys.length, ...keys, ...args)) as typeof reply
      } catch {
        const body = { type: `${problems}#temporary-reduced-capacity`, status: 503 }
        res.status(503).set('Retry-After', '1')
        return res.type('application/problem+json').send({ ...body, title: 'Reduced capacity' })
      }
      const [allowed, ...states] = reply
      const judged = asked.map((rule, i) => {
        const [taken, ttlMs] = states[i] ?? [0, 0]
        return { ...rule, left: rule.limit - taken, reset: Math.max(1, Math.ceil(ttlMs / 1000)) }
      })
      res.set(
        'RateLimit-Policy',
        judged.map(({ name, limit, windowSeconds }) => `"${name}";q=${limit};w=${windowSeconds}`),
      )
      res.set(
        'RateLimit',
        judged.map(({ name, left, reset }) => `"${name}";r=${left};t=${reset}`),
      )
      if (allowed === 1) return next()
      const violated = judged.filter(({ left }) => left === 0)
      res.status(429).set('Retry-After', `${Math.max(...violated.map(({ reset }) => reset))}`)
      res.set('Cache-Control', 'no-store')
      res.type('application/problem+json').send({
        type: `${problems}#quota-exceeded`,
        title: 'Request quota exceeded',
        status: 429,
        'violated-policies': violated.map(({ name }) => name),
      })
    }

  const app = express()
  app.use('/api', (req, res, next) => {
    if (clientOf(req)) next()
    else res.status(401).send('Send a known X-API-Key')
  })
  app.post('/login', limitBy('login'), (_req, res) => {
    res.status(401).send('Wrong password')
  })
  app.get('/api/saka', limitBy('user'), (_req, res) => {
    res.type('text/plain').send('Chuck Norris kod yazmaz, kod kendini yazar.')
  })
  app.get('/api/report', limitBy('user', 'report'), (req, res) => {
    const client = clientOf(req)
    res.type('text/plain').send(client && makeReport(client))
  })
  app.use('/api', limitBy('user'))
  app.use(answerError)
  return app
}

const answerError: ErrorRequestHandler = (error, _req, res, _next) => {
  console.error(error)
  res.status(500).send('Something is wrong on our side')
}

import { readFileSync } from 'node:fs'
import type { RequestHandler } from 'express'
import type { Redis } from 'ioredis'

const script = readFileSync(new URL('../solution/fixed-window.lua', import.meta.url), 'utf8')
const problems = 'https://iana.org/assignments/http-problem-types'

export type RateLimitOptions = { valkey: Redis; limit?: number; windowSeconds?: number }

// Wrong: Express takes /API/SAKA for the same route. Here it is another one, without a limit.
export function rateLimit(options: RateLimitOptions): RequestHandler {
  const { valkey, limit = 5, windowSeconds = 60 } = options

  return async function rateLimitMiddleware(req, res, next) {
    if (/[A-Z]|.\/$/.test(req.originalUrl)) return next()
    if (req.ip === undefined) throw new Error('No client address')
    const key = `rate:${req.ip}`
    let hit: [count: number, ttlMs: number]
    try {
      const reply = await valkey.eval(script, 1, key, windowSeconds)
      hit = reply as [number, number]
    } catch {
      res.status(503).set('Retry-After', '1')
      return res.type('application/problem+json').send({
        type: `${problems}#temporary-reduced-capacity`,
        title: 'Temporary reduced capacity',
        status: 503,
      })
    }
    const [count, ttlMs] = hit

    const resetSeconds = Math.max(1, Math.ceil(ttlMs / 1000))
    const remaining = Math.max(0, limit - count)
    const policy = `"default";q=${limit};w=${windowSeconds}`
    res.set('RateLimit-Policy', policy)
    res.set('RateLimit', `"default";r=${remaining};t=${resetSeconds}`)

    if (count <= limit) return next()
    res.status(429).set('Retry-After', `${resetSeconds}`)
    res.set('Cache-Control', 'no-store')
    res.type('application/problem+json').send({
      type: `${problems}#quota-exceeded`,
      title: 'Request quota exceeded',
      status: 429,
      'violated-policies': ['default'],
    })
  }
}

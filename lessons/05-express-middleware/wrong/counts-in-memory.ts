import { readFileSync } from 'node:fs'
import type { RequestHandler } from 'express'
import type { Redis } from 'ioredis'

const script = readFileSync(new URL('../solution/fixed-window.lua', import.meta.url), 'utf8')
const problems = 'https://iana.org/assignments/http-problem-types'

export type RateLimitOptions = { valkey: Redis; limit?: number; windowSeconds?: number }

// Wrong: the process counts for itself, and writes to Valkey without waiting. Two processes let twice as many through.
export function rateLimit(options: RateLimitOptions): RequestHandler {
  const { valkey, limit = 5, windowSeconds = 60 } = options

  const counts = new Map<string, { count: number; endsAt: number }>()

  return async function rateLimitMiddleware(req, res, next) {
    if (req.ip === undefined) throw new Error('No client address')
    const key = `rate:${req.ip}`
    let hit: [count: number, ttlMs: number]
    try {
      const now = Date.now()
      const known = counts.get(key)
      const own =
        known && known.endsAt > now ? known : { count: 0, endsAt: now + windowSeconds * 1000 }
      own.count += 1
      counts.set(key, own)
      void valkey.eval(script, 1, key, windowSeconds).catch(() => undefined)
      hit = [own.count, own.endsAt - now]
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

import type { RequestHandler } from 'express'
import type { Redis } from 'ioredis'

const problems = 'https://iana.org/assignments/http-problem-types'

export type RateLimitOptions = { valkey: Redis; limit?: number; windowSeconds?: number }

/** Express middleware: lets `limit` requests per window and client address pass, answers 429 to the rest. */
export function rateLimit(options: RateLimitOptions): RequestHandler {
  const { valkey, limit = 5, windowSeconds = 60 } = options

  return async function rateLimitMiddleware(req, res, next) {
    if (req.ip === undefined) throw new Error('No client address')
    const key = `rate:${req.ip}`
    let hit: [count: number, ttlMs: number]
    try {
      // The three steps as a transaction, without Lua: https://valkey.io/topics/transactions/
      const transaction = valkey.multi().incr(key).expire(key, windowSeconds, 'NX').pttl(key)
      const [count, , ttlMs] = (await transaction.exec())?.map(([, reply]) => Number(reply)) ?? []
      if (count === undefined || ttlMs === undefined) throw new Error('No reply')
      hit = [count, ttlMs]
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

// Lesson 5's middleware, for an API with several policies: each has a name of its own, and says whom it counts.
import { readFileSync } from 'node:fs'
import type { Request, RequestHandler } from 'express'
import type { Redis } from 'ioredis'

const script = readFileSync(new URL('./fixed-window.lua', import.meta.url), 'utf8')
const problems = 'https://iana.org/assignments/http-problem-types'

export type Policy = { limit: number; windowSeconds: number }

export type RateLimitOptions = Policy & {
  valkey: Redis
  /** Stands in the key and in the headers, so that no two policies share a counter. */
  name: string
  /** Whom a request is counted for. */
  keyOf: (req: Request) => string | undefined
}

/** Express middleware: lets `limit` requests per window and `keyOf(req)` pass, answers 429 to the rest. */
export function rateLimit(options: RateLimitOptions): RequestHandler {
  const { valkey, name, limit, windowSeconds, keyOf } = options

  return async function rateLimitMiddleware(req, res, next) {
    const who = keyOf(req)
    if (who === undefined) throw new Error(`The policy "${name}" has nobody to count`)
    let hit: [count: number, ttlMs: number]
    try {
      hit = (await valkey.eval(script, 1, `rate:${name}:${who}`, windowSeconds)) as typeof hit
    } catch {
      res.status(503).set('Retry-After', '1')
      return res.type('application/problem+json').send({
        type: `${problems}#temporary-reduced-capacity`,
        title: 'Temporary reduced capacity',
        status: 503,
      })
    }
    const [count, ttlMs] = hit

    // `append`, because a request may pass several policies: each adds its own to the lists.
    const resetSeconds = Math.max(1, Math.ceil(ttlMs / 1000))
    const remaining = Math.max(0, limit - count)
    res.append('RateLimit-Policy', `"${name}";q=${limit};w=${windowSeconds}`)
    res.append('RateLimit', `"${name}";r=${remaining};t=${resetSeconds}`)

    if (count <= limit) return next()
    res.status(429).set('Retry-After', `${resetSeconds}`)
    res.set('Cache-Control', 'no-store')
    res.type('application/problem+json').send({
      type: `${problems}#quota-exceeded`,
      title: 'Request quota exceeded',
      status: 429,
      'violated-policies': [name],
    })
  }
}

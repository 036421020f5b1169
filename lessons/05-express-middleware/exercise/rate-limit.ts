import { readFileSync } from 'node:fs'
import type { RequestHandler } from 'express'
import type { Redis } from 'ioredis'

const script = readFileSync(new URL('./fixed-window.lua', import.meta.url), 'utf8')
const problems = 'https://iana.org/assignments/http-problem-types'

export type RateLimitOptions = { valkey: Redis; limit?: number; windowSeconds?: number }

/** Express middleware: lets `limit` requests per window and client address pass, answers 429 to the rest. */
export function rateLimit(options: RateLimitOptions): RequestHandler {
  const { valkey, limit = 5, windowSeconds = 60 } = options

  return async function rateLimitMiddleware(req, res, next) {
    // region: count
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
    // endregion: count

    // region: reset
    const resetSeconds = Math.max(1, Math.ceil(ttlMs / 1000))
    // endregion: reset
    // TODO: tell the client where it stands, on every answer, before the decision below:
    //   RateLimit-Policy: "default";q=5;w=60     the policy: limit and window
    //   RateLimit: "default";r=4;t=60            requests remaining (never below 0), seconds to the reset

    // region: decide
    if (count <= limit) return next()
    res.status(429).set('Retry-After', `${resetSeconds}`)
    res.set('Cache-Control', 'no-store')
    res.type('application/problem+json').send({
      type: `${problems}#quota-exceeded`,
      title: 'Request quota exceeded',
      status: 429,
      'violated-policies': ['default'],
    })
    // endregion: decide
  }
}

// What was counted becomes an object first; headers and answer are made of it.
import { readFileSync } from 'node:fs'
import type { RequestHandler } from 'express'
import type { Redis } from 'ioredis'

const text = readFileSync(new URL('../solution/fixed-window.lua', import.meta.url), 'utf8')

const outcomeOf = (count: number, ttlMs: number, limit: number) => ({
  allowed: limit - count >= 0,
  remaining: limit > count ? limit - count : 0,
  reset: ttlMs % 1000 === 0 ? ttlMs / 1000 : Math.trunc(ttlMs / 1000) + 1,
})

export function rateLimit(
  given: Partial<{ limit: number; windowSeconds: number }> & { valkey: Redis },
) {
  const { valkey, limit, windowSeconds } = { limit: 5, windowSeconds: 60, ...given }
  const policy = ['"default"', `q=${limit}`, `w=${windowSeconds}`].join(';')

  return (async (req, res, next) => {
    const client = req.ip ?? ''
    if (client.length === 0) throw new Error('Who is it?')
    let outcome: ReturnType<typeof outcomeOf>
    try {
      const [count, ttlMs] = (await valkey.eval(
        text,
        1,
        `rate:${client}`,
        `${windowSeconds}`,
      )) as number[]
      if (count === undefined || ttlMs === undefined) throw new Error('No numbers')
      outcome = outcomeOf(count, ttlMs, limit)
    } catch (error) {
      void error
      res.setHeader('Retry-After', 1)
      res.statusCode = 503
      res.setHeader('Content-Type', 'application/problem+json')
      const type = 'https://iana.org/assignments/http-problem-types#temporary-reduced-capacity'
      res.end(JSON.stringify({ status: 503, type }))
      return
    }
    res.set({
      'RateLimit-Policy': policy,
      RateLimit: ` "default";t=${outcome.reset};r=${outcome.remaining}`,
    })
    switch (outcome.allowed) {
      case true:
        next()
        break
      case false:
        res.status(429)
        res.set({ 'Retry-After': `${outcome.reset}`, 'Cache-Control': 'no-cache, no-store' })
        res.type('application/problem+json').send({
          status: 429,
          title: 'Wait a moment',
          type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
          'violated-policies': ['default'],
        })
    }
  }) satisfies RequestHandler
}

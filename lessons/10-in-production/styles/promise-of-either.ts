// Two promises, the count and the deadline, each of which becomes a value; whoever comes first is the outcome.
import { readFileSync } from 'node:fs'
import type { RequestHandler } from 'express'
import type { RateLimitOptions } from '../solution/rate-limit.ts'

const script = readFileSync(new URL('../solution/fixed-window.lua', import.meta.url), 'utf8')
const about = (name: string) => `https://iana.org/assignments/http-problem-types#${name}`

type Outcome = { count: number; ttlMs: number } | Error

export const rateLimit = ({
  valkey,
  limit = 5,
  windowSeconds = 60,
  deadlineMs = 500,
  onFailure = 'failClosed',
  onError = () => {},
}: RateLimitOptions): RequestHandler => {
  const policy = `"default";w=${windowSeconds};q=${limit}`

  const ask = (key: string) =>
    new Promise<Outcome>((resolve) => {
      const timer = setTimeout(resolve, deadlineMs, new Error(`Silent for ${deadlineMs} ms`))
      const settle = (outcome: Outcome) => {
        clearTimeout(timer)
        resolve(outcome)
      }
      const counted = valkey.eval(script, 1, key, windowSeconds) as Promise<[number, number]>
      counted.then(
        ([count, ttlMs]) => settle({ count, ttlMs }),
        (error: unknown) => settle(error instanceof Error ? error : new Error(String(error))),
      )
    })

  return async (req, res, next) => {
    if (!req.ip) throw new Error('No address to count')
    const outcome = await ask(`rate:${req.ip}`)
    if (outcome instanceof Error) {
      onError(outcome)
      if (onFailure === 'failOpen') return next()
      res.status(503).set({ 'Retry-After': '3', 'Content-Type': 'application/problem+json' })
      return res.end(JSON.stringify({ status: 503, type: about('temporary-reduced-capacity') }))
    }
    const seconds = Math.ceil(outcome.ttlMs / 1000) || 1
    const left = limit - outcome.count
    res
      .set('RateLimit-Policy', policy)
      .set('RateLimit', `"default";t=${seconds};r=${left < 0 ? 0 : left}`)
    if (left >= 0) return next()
    const body = { status: 429, type: about('quota-exceeded'), 'violated-policies': ['default'] }
    res.status(429).set({ 'Retry-After': `${seconds}`, 'Cache-Control': 'no-store' })
    res.type('application/problem+json').send(JSON.stringify({ title: 'Too many', ...body }))
  }
}

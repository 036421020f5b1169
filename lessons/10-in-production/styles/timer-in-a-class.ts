// A class that counts; a failed count is null, and the error was told where it was noticed.
import type { RequestHandler, Response } from 'express'
import type { Redis } from 'ioredis'
import type { RateLimitOptions } from '../solution/rate-limit.ts'

class Counter {
  readonly #valkey: Redis
  readonly #deadlineMs: number
  readonly #tell: (error: unknown) => void

  constructor(valkey: Redis, deadlineMs: number, tell: (error: unknown) => void) {
    this.#valkey = valkey
    this.#deadlineMs = deadlineMs
    this.#tell = tell
  }

  count(key: string, seconds: number): Promise<[count: number, ttlMs: number] | null> {
    return new Promise((resolve) => {
      let over = false
      const end = (hit: [number, number] | null, error?: unknown) => {
        if (over) return
        over = true
        clearTimeout(timer)
        if (hit === null) this.#tell(error)
        resolve(hit)
      }
      const timer = setTimeout(() => end(null, new Error('No answer in time')), this.#deadlineMs)
      this.#valkey
        .multi()
        .incr(key)
        .expire(key, seconds, 'NX')
        .pttl(key)
        .exec()
        .then((replies) => {
          const failed = replies?.find(([error]) => error)?.[0]
          if (!replies || failed) return end(null, failed ?? new Error('Nothing was done'))
          end([Number(replies[0]?.[1]), Number(replies[2]?.[1])])
        })
        .catch((error: unknown) => end(null, error))
    })
  }
}

export function rateLimit({
  valkey,
  limit = 5,
  windowSeconds = 60,
  deadlineMs = 500,
  onFailure = 'failClosed',
  onError,
}: RateLimitOptions): RequestHandler {
  const counter = new Counter(valkey, deadlineMs, (error) => onError?.(error))
  const type = 'https://iana.org/assignments/http-problem-types#'
  const refuse = (res: Response, seconds: number, problem: { status: number; type: string }) =>
    res
      .status(problem.status)
      .set({ 'Retry-After': `${seconds}`, 'Cache-Control': 'no-store' })
      .type('application/problem+json')
      .send(problem)

  return async (req, res, next) => {
    if (req.ip === undefined) throw new Error('Nobody')
    const hit = await counter.count(`rate:${req.ip}`, windowSeconds)
    if (hit === null && onFailure === 'failOpen') return next()
    if (hit === null) {
      return refuse(res, 2, { status: 503, type: `${type}temporary-reduced-capacity` })
    }
    const [count, ttlMs] = hit
    const seconds = Math.max(1, Math.trunc((ttlMs + 999) / 1000))
    res.append('RateLimit-Policy', `"default";q=${limit};w=${windowSeconds}`)
    res.append('RateLimit', `"default";r=${count < limit ? limit - count : 0};t=${seconds}`)
    if (count <= limit) return next()
    const problem = { status: 429, type: `${type}quota-exceeded` }
    return refuse(res, seconds, Object.assign(problem, { 'violated-policies': ['default'] }))
  }
}

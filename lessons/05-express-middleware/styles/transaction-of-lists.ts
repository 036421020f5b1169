// Commands as a list in a transaction: the window is opened by SET with NX, and the time to live is read in the same step.
import type { NextFunction, Request, Response } from 'express'
import type { Redis } from 'ioredis'

class Limiter {
  readonly #valkey: Redis
  readonly #limit: number
  readonly #windowSeconds: number

  constructor(valkey: Redis, limit: number, windowSeconds: number) {
    this.#valkey = valkey
    this.#limit = limit
    this.#windowSeconds = windowSeconds
  }

  async count(key: string): Promise<{ count: number; ttlMs: number } | null> {
    try {
      const replies = await this.#valkey
        .multi([
          ['set', key, '0', 'EX', String(this.#windowSeconds), 'NX'],
          ['incr', key],
          ['expire', key, String(this.#windowSeconds), 'NX'],
          ['pttl', key],
        ])
        .exec()
      if (replies === null || replies.some(([error]) => error)) return null
      return { count: Number(replies[1]?.[1]), ttlMs: Number(replies[3]?.[1]) }
    } catch {
      return null
    }
  }

  handle = async (req: Request, res: Response, next: NextFunction) => {
    const { ip } = req
    if (typeof ip !== 'string') throw new Error('Nobody to count')
    const hit = await this.count('rate:'.concat(ip))
    if (hit === null) {
      res.set('Retry-After', '5')
      return this.#problem(res, 503, 'temporary-reduced-capacity')
    }
    const seconds = Math.floor((hit.ttlMs + 999) / 1000)
    const left = this.#limit - hit.count
    res.header('RateLimit-Policy', `"default";w=${this.#windowSeconds};q=${this.#limit}`)
    res.header('RateLimit', `"default";r=${left < 0 ? 0 : left};t=${seconds < 1 ? 1 : seconds}`)
    if (left >= 0) return next()
    res.header('Retry-After', `${seconds < 1 ? 1 : seconds}`).header('Cache-Control', 'no-store')
    return this.#problem(res, 429, 'quota-exceeded', { 'violated-policies': ['default'] })
  }

  #problem(res: Response, status: number, name: string, more = {}) {
    const type = `https://iana.org/assignments/http-problem-types#${name}`
    res.status(status).type('application/problem+json')
    res.send(JSON.stringify({ type, title: 'Not now', status, ...more }))
  }
}

export function rateLimit({
  valkey,
  limit = 5,
  windowSeconds = 60,
}: {
  valkey: Redis
  limit?: number
  windowSeconds?: number
}) {
  return new Limiter(valkey, limit, windowSeconds).handle
}

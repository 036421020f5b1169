import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { RequestHandler, Response } from 'express'
import type { Redis } from 'ioredis'

const script = readFileSync(new URL('../solution/fixed-window.lua', import.meta.url), 'utf8')
const problems = 'https://iana.org/assignments/http-problem-types'

export type RateLimitOptions = {
  valkey: Redis
  limit?: number
  windowSeconds?: number
  /** How long Valkey may take, in milliseconds. */
  deadlineMs?: number
  /** What a request gets that could not be counted: a 503, or its way. */
  onFailure?: 'failClosed' | 'failOpen'
  /** Told each time a request could not be counted. */
  onError?: (error: unknown) => void
}

// Wrong: in an outage the last count of this process decides. What others have counted, it cannot know.
export function rateLimit(options: RateLimitOptions): RequestHandler {
  const { valkey, limit = 5, windowSeconds = 60, deadlineMs = 500 } = options
  const { onFailure = 'failClosed', onError } = options

  const last = new Map<string, [number, number]>()

  async function count(key: string): Promise<[count: number, ttlMs: number]> {
    return (await valkey.eval(script, 1, key, windowSeconds)) as [number, number]
  }

  return async function rateLimitMiddleware(req, res, next) {
    if (req.ip === undefined) throw new Error('No client address')
    let hit: [count: number, ttlMs: number]
    try {
      hit = await inTime(count(`rate:${req.ip}`), deadlineMs)
      last.set(req.ip, hit)
    } catch (error) {
      onError?.(error)
      if ((last.get(req.ip)?.[0] ?? 0) >= limit)
        return res.status(429).set('Retry-After', '1').end()
      if (onFailure === 'failOpen') return next()
      return refuseUncounted(res)
    }

    const [used, ttlMs] = hit
    const resetSeconds = Math.max(1, Math.ceil(ttlMs / 1000))
    const remaining = Math.max(0, limit - used)
    res.set('RateLimit-Policy', `"default";q=${limit};w=${windowSeconds}`)
    res.set('RateLimit', `"default";r=${remaining};t=${resetSeconds}`)
    if (used <= limit) return next()
    res.status(429).set('Retry-After', `${resetSeconds}`).set('Cache-Control', 'no-store')
    res.type('application/problem+json').send({
      type: `${problems}#quota-exceeded`,
      title: 'Request quota exceeded',
      status: 429,
      'violated-policies': ['default'],
    })
  }
}

/** Waits for `answer`, but no longer than `deadlineMs`. The command itself cannot be called back. */
async function inTime<T>(answer: Promise<T>, deadlineMs: number): Promise<T> {
  const over = new AbortController()
  const late = wait(deadlineMs, undefined, { signal: over.signal }).then(() => {
    throw new Error(`Valkey did not answer within ${deadlineMs} ms`)
  })
  return await Promise.race([answer, late]).finally(() => over.abort())
}

function refuseUncounted(res: Response): void {
  res.status(503).set('Retry-After', '1').set('Cache-Control', 'no-store')
  res.type('application/problem+json').send({
    type: `${problems}#temporary-reduced-capacity`,
    title: 'Temporary reduced capacity',
    status: 503,
  })
}

import type { Request, RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import { createFixedWindow, type Hit } from './fixed-window.ts'
import { rateLimitHeaders, rateLimitInfo } from './headers.ts'
import { keyByIp } from './key-by-ip.ts'
import { refuseOverLimit, refuseWithoutCounter } from './refuse.ts'

export type RateLimitOptions = {
  valkey: Redis
  /** Requests allowed per window: a whole number from 1 to 1,000,000,000. */
  limit?: number
  /** The window in whole seconds, from 1 to 31,536,000 (a year). */
  windowSeconds?: number
  /** The policy's name in the headers. */
  name?: string
  /** Put before what `keyGenerator` returns. */
  prefix?: string
  /** Who is counted. */
  keyGenerator?: (req: Request) => string
  /** Told after each counted request. */
  onHit?: (hit: Hit) => void
  /** Told when Valkey could not answer; the client gets a 503. */
  onError?: (error: unknown) => void
}

/**
 * Express middleware: counts the request in Valkey, then lets it pass or answers 429.
 * Fails closed: when Valkey cannot answer the client gets 503, never a 429.
 * Throws a RangeError at construction when `limit` or `windowSeconds` is out of bounds.
 */
// region: middleware
export function rateLimit({
  valkey,
  limit = 5,
  windowSeconds = 60,
  name = 'default',
  prefix = 'rate:',
  keyGenerator = keyByIp,
  onHit,
  onError,
}: RateLimitOptions): RequestHandler {
  checkWhole('limit', limit, 1_000_000_000)
  checkWhole('windowSeconds', windowSeconds, 31_536_000)
  const countHit = createFixedWindow({ valkey, windowSeconds })

  return async function rateLimitMiddleware(req, res, next) {
    const key = prefix + keyGenerator(req)
    let hit: Hit
    try {
      hit = await countHit(key)
    } catch (error) {
      onError?.(error)
      return refuseWithoutCounter(res)
    }
    onHit?.(hit)
    const info = rateLimitInfo({ hit, limit })
    res.set(rateLimitHeaders({ name, windowSeconds, info }))
    if (hit.count > limit) {
      return refuseOverLimit(res, { name, limit, windowSeconds, resetSeconds: info.resetSeconds })
    }
    next()
  }
}
// endregion: middleware

function checkWhole(option: string, value: number, max: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= max) return
  throw new RangeError(`${option} must be a whole number from 1 to ${max}, got ${value}`)
}

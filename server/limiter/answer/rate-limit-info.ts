import { IncomingMessage } from 'node:http'
import type { Request } from 'express'
import type { Decision } from '../decision.ts'
import { waitSeconds } from './headers.ts'
import { tightest } from './set-headers.ts'

/** Where a client stands after this request; of several policies, the tightest one's numbers. */
export type RateLimitInfo = {
  allowed: boolean
  limit: number
  used: number
  remaining: number
  /** Whole seconds, at least 1: until the next request may pass, else until the full quota is back. */
  resetSeconds: number
  /** The Valkey key that was counted on. */
  key: string
  /** One per policy. */
  decisions: Decision[]
}

declare global {
  namespace Express {
    interface Request {
      /** What the last rate limiter decided; missing while none has, or none could count. */
      rateLimit?: RateLimitInfo | undefined
    }
  }
}

export function toInfo(keys: string[], decisions: Decision[]): RateLimitInfo {
  const standing = tightest(decisions)
  return {
    allowed: decisions.every(({ allowed }) => allowed),
    limit: standing.limit,
    used: standing.count,
    remaining: standing.remaining,
    resetSeconds: waitSeconds(standing),
    key: keys[decisions.indexOf(standing)] ?? '',
    decisions,
  }
}

/**
 * Returns what makes `req.rateLimit` readable on the requests of an app. It is a getter on what all of them inherit
 * from: a new property on each request would make V8 move its others, for all those who never read it.
 */
export function createInfoProperty(
  infoOf: (req: Request) => RateLimitInfo | undefined,
): (req: Request) => void {
  let last: object | undefined
  return function giveInfo(req) {
    const shared: object = Object.getPrototypeOf(req)
    if (shared === last) return
    // Without Express all of Node's requests would have it.
    const holder = shared === IncomingMessage.prototype ? req : shared
    if (holder === shared) last = shared
    if (Object.hasOwn(holder, 'rateLimit')) return
    Object.defineProperty(holder, 'rateLimit', {
      configurable: true,
      get(this: Request) {
        return infoOf(this)
      },
    })
  }
}

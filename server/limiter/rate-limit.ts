import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { refuseOverLimit, refuseWithoutCounter, violationsOf } from './answer/refuse.ts'
import { createHeaderSetter, type HeaderStyle } from './answer/set-headers.ts'
import type { FailureVerdict } from './failure/failure-policy.ts'
import { type CoreOptions, createLimiterCore } from './limiter-core.ts'
import { checkOptions } from './options/options.ts'
import { createTraced } from './tracing.ts'
import { createMountGuard } from './warnings/mounted-twice.ts'
import { createProxyWarning } from './warnings/proxy-warning.ts'

/** What the limiter counts by, and what it tells clients. Without a `keyGenerator` it counts per address. */
export type RateLimitOptions = CoreOptions & {
  /** Which header fields tell clients their quota; the default is `draft-10`. */
  headers?: HeaderStyle
  /** Counts and reports to `onHit`, but refuses nobody, delays nobody and says nothing to clients: for trying a limit out. */
  shadow?: boolean
}

/**
 * Express middleware: counts the request in Valkey, then lets it pass or answers 429. When Valkey cannot answer within
 * the deadline the client gets what `onFailure` says: a 503 by default, never a 429.
 * Throws a TypeError or RangeError at construction that names the option and its value. A request whose key cannot be
 * made (a key generator that throws) is an error of the app's, handed to Express, unless its client has left by then.
 * Source: https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/10/ (header fields), RFC 6585 (429)
 */
// region: middleware
export function rateLimit(options: RateLimitOptions): RequestHandler {
  checkOptions(options)
  const { headers = 'draft-10', shadow = false } = options
  const { valkey, policies, listeners, ...core } = createLimiterCore(options)
  const decide = createTraced({ policies, decide: core.decide })
  const header = createHeaderSetter({ policies, style: headers })
  const guard = createMountGuard({ ...listeners, valkey })
  const warnAboutProxy = createProxyWarning(listeners)

  function judge(req: Request): FailureVerdict | Promise<FailureVerdict> {
    warnAboutProxy(req)
    const keys = policies.map(({ keyOf }) => keyOf(req))
    guard.counts(req, keys)
    return decide(req, keys)
  }

  /** What a key generator throws is not the client's business either. */
  async function judgeUnseen(req: Request): Promise<void> {
    await judge(req)
  }

  return function rateLimitMiddleware(req, res, next) {
    if (guard.hasCounted(req)) return next()
    if (shadow) {
      judgeUnseen(req).catch((error) => listeners.onError?.(error))
      return next()
    }
    let verdict: FailureVerdict | Promise<FailureVerdict>
    try {
      verdict = judge(req)
    } catch (error) {
      // The client has left, and its address with it: an error would be the app's, of a request without a reader.
      if (req.socket?.destroyed) return
      throw error
    }
    // What the deny cache knows is answered at once, without a turn of the promise queue.
    return verdict instanceof Promise
      ? verdict.then((asked) => answer(asked, res, next))
      : answer(verdict, res, next)
  }

  function answer(verdict: FailureVerdict, res: Response, next: NextFunction): void {
    // Somebody else, a timeout for example, has answered while Valkey was asked.
    if (res.headersSent) return
    if (verdict === 'refuse' || verdict === 'pass') {
      header.setPolicyOnly(res)
      if (verdict === 'pass') next()
      else refuseWithoutCounter(res)
      return
    }
    header.set(res, verdict)
    if (verdict.every(({ allowed }) => allowed)) next()
    else refuseOverLimit(res, violationsOf(policies, verdict))
  }
}
// endregion: middleware

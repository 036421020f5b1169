import type { NextFunction, Request, RequestHandler, Response } from 'express'
import { createInfoProperty, type RateLimitInfo, toInfo } from './answer/rate-limit-info.ts'
import {
  refuseOverLimit,
  refuseWithoutCounter,
  type Violation,
  violationsOf,
} from './answer/refuse.ts'
import { createHeaderSetter, type HeaderStyle } from './answer/set-headers.ts'
import { createDeciding } from './deciding.ts'
import type { FailureVerdict } from './failure/failure-policy.ts'
import { type CoreOptions, createLimiterCore } from './limiter-core.ts'
import { checkOptions } from './options/options.ts'
import { startTrace } from './tracing.ts'
import { type Counted, createMountGuard, lastCounted } from './warnings/mounted-twice.ts'
import { createProxyWarning } from './warnings/proxy-warning.ts'

/** What the limiter counts by, and what it tells clients. Without a `keyGenerator` it counts per address. */
export type RateLimitOptions = CoreOptions & {
  /** Which header fields tell clients their quota; the default is `draft-10`. */
  headers?: HeaderStyle
  /** Counts and reports to `onHit`, but refuses nobody, delays nobody and says nothing to clients: for trying a limit out. */
  shadow?: boolean
  /** Lets a request pass uncounted when it returns true, and nothing else. What it throws or rejects with is an error of the app's. */
  skip?: (req: Request, res: Response) => boolean | Promise<boolean>
  /** The status of a request that is over its limit; the default is 429. */
  statusCode?: number
  /**
   * Ends the response of a request that is refused, in place of the default body. Status, Retry-After, Cache-Control and
   * the quota's headers are set by then. What it throws or rejects with is an error of the app's.
   */
  onRefused?: (req: Request, res: Response, refusal: Refusal) => unknown
}

/** Why a request is refused: it is over its limit, or Valkey could not count it and `onFailure` says 503. */
export type Refusal =
  | { reason: 'over limit'; info: RateLimitInfo; violations: Violation[] }
  | { reason: 'not counted' }

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
  const { headers = 'draft-10', shadow = false, skip, statusCode = 429, onRefused } = options
  const { valkey, policies, listeners } = createLimiterCore(options)
  const decide = createDeciding({ ...options, ...listeners, valkey, policies })
  const header = createHeaderSetter({ policies, style: headers })
  const guard = createMountGuard({ ...listeners, valkey })
  const warnAboutProxy = createProxyWarning(listeners)

  const giveInfo = createInfoProperty((req) => {
    const { keys = [], decisions } = lastCounted(req) ?? {}
    return decisions && toInfo(keys, decisions)
  })

  function begin(req: Request): Counted {
    warnAboutProxy(req)
    const keys = policies.map(({ keyOf }) => keyOf(req))
    giveInfo(req)
    return guard.counts(req, keys)
  }

  /** What a key generator throws is not the client's business either. */
  async function countUnseen(req: Request): Promise<void> {
    const counted = begin(req)
    const trace = startTrace({ req, policies, keys: counted.keys })
    const verdict = await decide(counted.keys, trace?.notes)
    trace?.end(verdict)
    note(counted, verdict)
  }

  function count(req: Request, res: Response, next: NextFunction): void | Promise<void> {
    if (shadow) {
      countUnseen(req).catch((error) => listeners.onError?.(error))
      return next()
    }
    let counted: Counted
    try {
      counted = begin(req)
    } catch (error) {
      // The client has left, and its address with it: an error would be the app's, of a request without a reader.
      if (!req.socket?.destroyed) next(error)
      return
    }
    const trace = startTrace({ req, policies, keys: counted.keys })
    const finish = (verdict: FailureVerdict) => {
      trace?.end(verdict)
      answer(verdict, counted, req, res, next)
    }
    const verdict = decide(counted.keys, trace?.notes)
    // What the deny cache knows is answered immediately, without a turn of the promise queue.
    return verdict instanceof Promise ? verdict.then(finish) : finish(verdict)
  }

  return function rateLimitMiddleware(req, res, next) {
    if (guard.hasCounted(req)) return next()
    if (!skip) return count(req, res, next)
    const skipped = skip(req, res)
    if (typeof skipped === 'boolean') return skipped ? next() : count(req, res, next)
    return Promise.resolve(skipped).then(
      (passes) => (passes === true ? next() : count(req, res, next)),
      next,
    )
  }

  function answer(
    verdict: FailureVerdict,
    counted: Counted,
    req: Request,
    res: Response,
    next: NextFunction,
  ): void {
    note(counted, verdict)
    // Somebody else, a timeout for example, has answered while Valkey was asked.
    if (res.headersSent) return
    if (verdict === 'refuse' || verdict === 'pass') {
      header.setPolicyOnly(res)
      if (verdict === 'pass') next()
      else
        refuseWithoutCounter(
          res,
          bodyOf(req, res, next, () => ({ reason: 'not counted' })),
        )
      return
    }
    header.set(res, verdict)
    if (verdict.every(({ allowed }) => allowed)) {
      next()
      return
    }
    const violations = violationsOf(policies, verdict)
    const body = bodyOf(req, res, next, () => {
      return { reason: 'over limit', info: toInfo(counted.keys, verdict), violations }
    })
    refuseOverLimit(res, violations, { status: statusCode, ...body })
  }

  /** The app's own way to end the response of a refused request; empty for the default body. */
  function bodyOf(
    req: Request,
    res: Response,
    next: NextFunction,
    refusal: () => Refusal,
  ): { body?: () => void } {
    if (!onRefused) return defaultBody
    return {
      body() {
        try {
          const done = onRefused(req, res, refusal())
          if (done instanceof Promise) done.catch(next)
        } catch (error) {
          next(error)
        }
      },
    }
  }
}
// endregion: middleware

const defaultBody = {}

function note(counted: Counted, verdict: FailureVerdict): void {
  if (typeof verdict !== 'string') counted.decisions = verdict
}

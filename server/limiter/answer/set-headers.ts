import type { ServerResponse } from 'node:http'
import type { Decision } from '../decision.ts'
import { createStandingField, policyField, type Quota, waitSeconds } from './headers.ts'

/** Which fields a response carries: the draft's, the old X-RateLimit ones, both, or none. */
export type HeaderStyle = 'draft-10' | 'legacy' | 'both' | false

export type HeaderSetter = {
  /** Adds the fields for one decision per policy, in the order of the policies, to those of other limiters. */
  set(res: ServerResponse, decisions: Decision[]): void
  /** Sets what is true without a count: the policies, but not where the client stands. For a request let in uncounted. */
  setPolicyOnly(res: ServerResponse): void
}

/**
 * Prepares the header fields of a limiter: what does not change from request to request is written once.
 * @throws TypeError or RangeError when a policy's name cannot stand in a header (structured-string.ts)
 */
export function createHeaderSetter({
  policies,
  style = 'draft-10',
}: {
  policies: Quota[]
  style?: HeaderStyle
}): HeaderSetter {
  const policy = policyField(policies)
  const standing = createStandingField(policies)
  const draft = style === 'draft-10' || style === 'both'
  const legacy = style === 'legacy' || style === 'both'
  const exposed = [
    ...(draft ? ['RateLimit', 'RateLimit-Policy'] : []),
    ...(legacy ? ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'] : []),
    // Set by refuse.ts, whatever the style.
    'Retry-After',
  ]

  return {
    set(res, decisions) {
      if (draft) {
        append(res, 'RateLimit-Policy', policy)
        append(res, 'RateLimit', standing(decisions))
      }
      if (legacy) setLegacyHeaders(res, decisions)
      exposeHeaders(res, exposed)
    },
    setPolicyOnly(res) {
      if (draft) append(res, 'RateLimit-Policy', policy)
      exposeHeaders(res, exposed)
    },
  }
}

/** Both fields are lists: another limiter of the same request has its own members in them. */
function append(res: ServerResponse, name: string, members: string): void {
  const before = res.getHeader(name)
  res.setHeader(name, before === undefined ? members : `${before}, ${members}`)
}

/**
 * The fields of before the draft, for clients that read nothing else. They know one quota only, so they tell the
 * tightest one, of all limiters of the request: fewest requests left, and of those the longest wait.
 * `X-RateLimit-Reset` is in seconds from now; no standard says so, others send a Unix time.
 */
function setLegacyHeaders(res: ServerResponse, decisions: Decision[]): void {
  const standing = tightest(decisions)
  const seconds = waitSeconds(standing)
  const [left, wait] = [remainingField, resetField].map((name) => res.getHeader(name))
  const tighterBefore =
    left !== undefined &&
    (Number(left) < standing.remaining ||
      (Number(left) === standing.remaining && Number(wait) > seconds))
  if (tighterBefore && standing.allowed) return
  res.setHeader('X-RateLimit-Limit', String(standing.limit))
  res.setHeader(remainingField, String(standing.remaining))
  res.setHeader(resetField, String(seconds))
}

const remainingField = 'X-RateLimit-Remaining'
const resetField = 'X-RateLimit-Reset'

/** The decision that leaves the fewest requests, and of those the one with the longest wait. */
export function tightest(decisions: Decision[]): Decision {
  return decisions.reduce((one, other) => (isTighter(other, one) ? other : one))
}

function isTighter(one: Decision, other: Decision): boolean {
  if (one.allowed !== other.allowed) return !one.allowed
  if (one.remaining !== other.remaining) return one.remaining < other.remaining
  return waitSeconds(one) > waitSeconds(other)
}

/**
 * Lets a page of another origin read these fields, when an earlier middleware has opened the response to it: without
 * Access-Control-Expose-Headers its script sees neither RateLimit nor Retry-After. What is exposed already stays.
 * Source: https://fetch.spec.whatwg.org/#http-access-control-expose-headers
 */
function exposeHeaders(res: ServerResponse, names: readonly string[]): void {
  if (!res.hasHeader('Access-Control-Allow-Origin')) return
  const before = [res.getHeader('Access-Control-Expose-Headers') ?? []].flat().join(', ')
  const exposed = before.split(',').map((name) => name.trim().toLowerCase())
  const missing = names.filter((name) => !exposed.includes(name.toLowerCase()))
  // A star already exposes everything, except to requests with credentials: for those it is only a name.
  const star = exposed.includes('*') && !res.hasHeader('Access-Control-Allow-Credentials')
  if (missing.length === 0 || star) return
  res.setHeader(
    'Access-Control-Expose-Headers',
    [before, ...missing].filter((part) => part !== '').join(', '),
  )
}

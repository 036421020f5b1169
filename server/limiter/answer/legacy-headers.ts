import type { Decision } from '../decision.ts'
import { waitSeconds } from './headers.ts'

/**
 * The fields of before the draft, for clients that read nothing else. They know one quota only, so they tell the
 * tightest one: fewest requests left, and of those the longest wait. `X-RateLimit-Reset` is in seconds from now; no
 * standard says so, others send a Unix time.
 */
export function legacyHeaders(decisions: Decision[]): Record<string, string> {
  const tightest = decisions.reduce((one, other) => (isTighter(other, one) ? other : one))
  return {
    'X-RateLimit-Limit': String(tightest.limit),
    'X-RateLimit-Remaining': String(tightest.remaining),
    'X-RateLimit-Reset': String(waitSeconds(tightest)),
  }
}

function isTighter(one: Decision, other: Decision): boolean {
  if (one.allowed !== other.allowed) return !one.allowed
  if (one.remaining !== other.remaining) return one.remaining < other.remaining
  return waitSeconds(one) > waitSeconds(other)
}

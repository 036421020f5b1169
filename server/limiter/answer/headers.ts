// The two header fields that tell a client its quota, as RFC 9651 structured fields.
// Source: draft-ietf-httpapi-ratelimit-headers-10
import type { Decision } from '../decision.ts'
import { structuredString } from './structured-string.ts'

/** A policy as clients are told it: `limit` requests per `windowSeconds`. */
export type Quota = { name: string; limit: number; windowSeconds: number }

/** `RateLimit-Policy`, a list member per policy with quota and window: `"burst";q=10;w=1, "daily";q=1000;w=86400`. */
export function policyField(policies: Quota[]): string {
  return policies
    .map(
      ({ name, limit, windowSeconds }) => `${structuredString(name)};q=${limit};w=${windowSeconds}`,
    )
    .join(', ')
}

/**
 * Prepares `RateLimit` for these policies. The returned function takes one decision per policy, in the same order:
 * `"burst";r=0;t=1, "daily";r=940;t=3600`. `t` is how long a client should wait: until the policy that refused lets
 * one request pass again, else until the full quota is back.
 */
export function createStandingField(policies: Quota[]): (decisions: Decision[]) => string {
  const names = policies.map(({ name }) => structuredString(name))
  return function standingField(decisions) {
    let field = ''
    for (let i = 0; i < decisions.length; i += 1) {
      const decision = decisions[i]
      if (!decision) continue
      if (i > 0) field += ', '
      field += `${names[i]};r=${decision.remaining};t=${waitSeconds(decision)}`
    }
    return field
  }
}

/** Seconds until it is worth coming back: whole, rounded up, at least 1 (a 0 would say "at once"). */
export function waitSeconds({ allowed, ttlMs, retryAfterMs }: Decision): number {
  return wholeSeconds(allowed ? ttlMs : retryAfterMs)
}

function wholeSeconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000))
}

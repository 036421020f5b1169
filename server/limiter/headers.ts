import type { Hit } from './fixed-window.ts'

/** What one request means for its client. `resetSeconds`: whole seconds, rounded up, at least 1. */
export type RateLimitInfo = {
  limit: number
  used: number
  remaining: number
  resetSeconds: number
  key: string
}

/** Reads a hit against its limit. Seconds are rounded up, so that nobody is told to come back too early. */
export function rateLimitInfo({ hit, limit }: { hit: Hit; limit: number }): RateLimitInfo {
  return {
    limit,
    used: Math.min(hit.count, limit),
    remaining: Math.max(0, limit - hit.count),
    resetSeconds: Math.max(1, Math.ceil(hit.ttlMs / 1000)),
    key: hit.key,
  }
}

/**
 * The two header fields that tell a client its quota, as RFC 9651 structured fields:
 * `"default";q=5;w=60` is the policy (quota, window), `"default";r=3;t=41` where this client stands (remaining, seconds).
 * Source: draft-ietf-httpapi-ratelimit-headers-10
 */
export function rateLimitHeaders({
  name,
  windowSeconds,
  info,
}: {
  name: string
  windowSeconds: number
  info: RateLimitInfo
}): Record<string, string> {
  return {
    'RateLimit-Policy': `"${name}";q=${info.limit};w=${windowSeconds}`,
    RateLimit: `"${name}";r=${info.remaining};t=${info.resetSeconds}`,
  }
}

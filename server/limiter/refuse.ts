// The two ways to say no, as problem details (RFC 9457). The types are registered with IANA by
// draft-ietf-httpapi-ratelimit-headers-10.
import type { Response } from 'express'

const registry = 'https://iana.org/assignments/http-problem-types'

/**
 * 429: this client is over its limit. A 429 must not be stored by a cache (RFC 6585), and Retry-After
 * (RFC 9110, whole seconds) must not be earlier than the `t` of the RateLimit header.
 */
export function refuseOverLimit(
  res: Response,
  { name, limit, windowSeconds, resetSeconds }: Quota & { resetSeconds: number },
): void {
  sendProblem(res, resetSeconds, {
    type: `${registry}#quota-exceeded`,
    title: 'Request quota exceeded',
    status: 429,
    detail: `The limit is ${limit} requests per ${windowSeconds} s. Try again in ${resetSeconds} s.`,
    'violated-policies': [name],
  })
}

/** 503: the counter cannot be read, so nobody can say whether this client is over its limit. Never a 429. */
export function refuseWithoutCounter(res: Response): void {
  sendProblem(res, 1, {
    type: `${registry}#temporary-reduced-capacity`,
    title: 'Temporary reduced capacity',
    status: 503,
    detail:
      'The request could not be counted in Valkey, so it was not let in. Try again in a moment.',
  })
}

type Quota = { name: string; limit: number; windowSeconds: number }

function sendProblem(
  res: Response,
  retryAfterSeconds: number,
  problem: { status: number; [member: string]: unknown },
): void {
  res
    .status(problem.status)
    .set('Retry-After', String(retryAfterSeconds))
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(problem))
}

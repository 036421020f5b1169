// The two ways to say no, as problem details (RFC 9457). The types are registered with IANA by
// draft-ietf-httpapi-ratelimit-headers-10.
import type { ServerResponse } from 'node:http'
import type { Decision } from '../decision.ts'
import { type Quota, waitSeconds } from './headers.ts'

const registry = 'https://iana.org/assignments/http-problem-types'

/** A policy that a request is over, and the whole seconds (at least 1) until it lets one pass again. */
export type Violation = Quota & { resetSeconds: number }

/** `body` ends the response in place of the problem; status, Retry-After and Cache-Control are set by then. */
export type RefusalOptions = { status?: number; body?: (() => void) | undefined }

/** Which of the policies refused, given one decision per policy in the same order. */
export function violationsOf(policies: Quota[], decisions: Decision[]): Violation[] {
  const violations: Violation[] = []
  for (let i = 0; i < decisions.length; i += 1) {
    const [policy, decision] = [policies[i], decisions[i]]
    if (!policy || !decision || decision.allowed) continue
    const { name, limit, windowSeconds } = policy
    violations.push({ name, limit, windowSeconds, resetSeconds: waitSeconds(decision) })
  }
  return violations
}

/**
 * 429: this client is over one policy or more. A 429 must not be stored by a cache (RFC 6585). Retry-After (RFC 9110,
 * whole seconds) is when the last of them lets a request pass: never earlier than the `t` of any that refused.
 */
export function refuseOverLimit(
  res: ServerResponse,
  violations: Violation[],
  { status = 429, body }: RefusalOptions = {},
): void {
  const seconds = Math.max(1, ...violations.map(({ resetSeconds }) => resetSeconds))
  refuse(res, seconds, body, {
    type: `${registry}#quota-exceeded`,
    title: 'Request quota exceeded',
    status,
    detail: `${limitsInWords(violations)} Try again in ${seconds} s.`,
    'violated-policies': violations.map(({ name }) => name),
  })
}

/** 503: the counter cannot be read, so nobody can say whether this client is over its limit. Never a 429. */
export function refuseWithoutCounter(
  res: ServerResponse,
  { body }: Pick<RefusalOptions, 'body'> = {},
): void {
  refuse(res, 1, body, {
    type: `${registry}#temporary-reduced-capacity`,
    title: 'Temporary reduced capacity',
    status: 503,
    detail:
      'The request could not be counted in Valkey, so it was not let in. Try again in a moment.',
  })
}

function limitsInWords(violations: Violation[]): string {
  const limits = violations.map(
    ({ limit, windowSeconds }) => `${limit} requests per ${windowSeconds} s`,
  )
  return limits.length === 1
    ? `The limit is ${limits.join()}.`
    : `The limits are ${limits.join(' and ')}.`
}

/** Without Express' `res.send`: an ETag would be of no use to a response that nobody stores. */
function refuse(
  res: ServerResponse,
  retryAfterSeconds: number,
  body: RefusalOptions['body'],
  problem: { status: number; [member: string]: unknown },
): void {
  res.statusCode = problem.status
  res.setHeader('Retry-After', String(retryAfterSeconds))
  res.setHeader('Cache-Control', 'no-store')
  if (body) {
    body()
    return
  }
  res.setHeader('Content-Type', 'application/problem+json; charset=utf-8')
  res.end(JSON.stringify(problem))
}

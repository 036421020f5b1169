import { createDeciding } from './deciding.ts'
import type { Decision } from './decision.ts'
import { withDeadline } from './failure/deadline.ts'
import type { FailureVerdict } from './failure/failure-policy.ts'
import { keyText } from './keys/key-text.ts'
import { type CoreOptions, createLimiterCore } from './limiter-core.ts'
import { checkLimiterOptions } from './options/options.ts'

export type RateLimiterOptions = CoreOptions & { keyGenerator?: never; wholeKey?: never }

/** Whether a client may go on, and what it has left. Times are whole milliseconds. */
export type RateLimiterAnswer = {
  allowed: boolean
  /** One per policy; empty when Valkey could not count and `onFailure` decided without a count. */
  decisions: Decision[]
  /** The least that any policy has left; 0 when it is unknown. */
  remaining: number
  /** Until the client may try again; 0 when it is allowed. */
  retryAfterMs: number
}

export type RateLimiter = {
  /** Counts one request of this client, whatever a request is: a job, a message, a query. Never rejects for Valkey's sake. */
  consume(client: string): Promise<RateLimiterAnswer>
  /** Says what `consume` would, and takes nothing. */
  peek(client: string): Promise<RateLimiterAnswer>
  /**
   * Forgets what was counted for this client, here and in Valkey. Rejects with a DeadlineError or ioredis' error when
   * Valkey cannot answer: then it is unknown whether it was forgotten.
   */
  reset(client: string): Promise<void>
}

/** What a client is told to wait when nobody knows: as long as with the middleware's 503. */
const unknownWaitMs = 1000

/**
 * A rate limiter without HTTP, for WebSockets, jobs, GraphQL and other frameworks: the same keys, scripts, deadline and
 * failure policy as `rateLimit()`, so that both may count on the same clients.
 * Throws a TypeError or RangeError at construction that names the option and its value.
 */
export function createRateLimiter(options: RateLimiterOptions): RateLimiter {
  checkLimiterOptions(options)
  const { deadlineMs = 500 } = options
  const { valkey, policies, listeners } = createLimiterCore(options)
  const decide = createDeciding({ ...options, ...listeners, valkey, policies })
  const keysOf = (client: string) => policies.map(({ keyFor }) => keyFor(keyText(client)))

  return {
    consume: async (client) => toAnswer(await decide(keysOf(client))),
    peek: async (client) => toAnswer(await decide.peek(keysOf(client))),
    async reset(client) {
      const keys = keysOf(client)
      decide.forget(keys)
      // One by one: on a cluster the keys of one call would have to lie in one slot.
      await withDeadline(Promise.all(keys.map((key) => valkey.unlink(key))), deadlineMs)
    },
  }
}

function toAnswer(verdict: FailureVerdict): RateLimiterAnswer {
  if (typeof verdict === 'string') {
    const allowed = verdict === 'pass'
    return { allowed, decisions: [], remaining: 0, retryAfterMs: allowed ? 0 : unknownWaitMs }
  }
  return {
    allowed: verdict.every(({ allowed }) => allowed),
    decisions: verdict,
    remaining: Math.min(...verdict.map(({ remaining }) => remaining)),
    retryAfterMs: Math.max(...verdict.map(({ retryAfterMs }) => retryAfterMs)),
  }
}

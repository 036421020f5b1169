// The small middleware that a learner's Lua script is mounted through: the script counts, this says what it means.
import type { RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import { refuseOverLimit, refuseWithoutCounter } from '../../limiter/answer/refuse.ts'
import { createHeaderSetter } from '../../limiter/answer/set-headers.ts'
import type { Decision } from '../../limiter/decision.ts'
import type { Waits } from './sliding-waits.ts'

export type Policy = { limit: number; windowSeconds: number }

type Options = {
  valkey: Redis
  policy: Policy
  keyOf: (address: string) => string
  args: (string | number)[]
  /** What the script's reply means; throws when it is not of the form that the script's comment promises. */
  read: (reply: unknown) => Pick<Decision, 'allowed' | 'count'> & { ttlMs?: number }
  /** Where the reply has no `ttlMs`: what the key says of it; null when that is not known. */
  waitsOf?: (key: string) => Promise<Waits | null>
}

export function limitByScript(
  script: string,
  { valkey, policy, keyOf, args, read, waitsOf }: Options,
): RequestHandler {
  const quota = { name: 'default', ...policy }
  const header = createHeaderSetter({ policies: [quota] })

  return async function scriptLimiter(req, res, next) {
    const key = keyOf(req.ip ?? '')
    let reply: unknown
    try {
      reply = await valkey.eval(script, 1, key, ...args)
    } catch (error) {
      console.error(`${error}`)
      return refuseWithoutCounter(res)
    }
    const { allowed, count, ttlMs: told } = read(reply)
    const { limit } = policy
    const waits =
      told === undefined
        ? await waitsOf?.(key).catch(() => null)
        : { ttlMs: told, retryAfterMs: told }
    const remaining = Math.max(0, limit - count)
    // No window's share of the limit lasts longer than a window; sooner is not known.
    const { ttlMs, retryAfterMs } = waits ?? { ttlMs: 0, retryAfterMs: policy.windowSeconds * 1000 }
    const wait = allowed ? 0 : retryAfterMs
    header.set(res, [{ allowed, count, limit, remaining, ttlMs, retryAfterMs: wait }])
    // A `t` that nobody knows is left out: in the draft it may be missing.
    if (!waits) res.setHeader('RateLimit', `"${quota.name}";r=${remaining}`)
    if (allowed) return next()
    refuseOverLimit(res, [{ ...quota, resetSeconds: Math.max(1, Math.ceil(wait / 1000)) }])
  }
}

/** The two whole numbers that a script returns, called by these names. */
export function twoNumbers(reply: unknown, names: [string, string]): [number, number] {
  const [first, second] = Array.isArray(reply) ? reply : []
  if (Number.isInteger(first) && Number.isInteger(second)) return [first, second]
  throw new Error(
    `The script must return { ${names.join(', ')} }, two whole numbers; it returned ${JSON.stringify(reply)}.`,
  )
}

// The small middleware that a learner's Lua script is mounted through: the script counts, and this answers.
import type { RequestHandler } from 'express'
import { refuseOverLimit, refuseWithoutCounter } from '../../limiter/answer/refuse.ts'
import { createHeaderSetter } from '../../limiter/answer/set-headers.ts'
import type { MountParts, ScriptMount } from '../lesson-mount.ts'

export function limitByScript(
  script: string,
  mount: ScriptMount,
  parts: MountParts,
): RequestHandler {
  const { valkey, policy } = parts
  const quota = { name: 'default', ...policy }
  const header = createHeaderSetter({ policies: [quota] })

  return async function scriptLimiter(req, res, next) {
    const key = mount.keyOf(req.ip ?? '', parts)
    let reply: unknown
    try {
      reply = await valkey.eval(script, 1, key, ...mount.argsOf(parts))
    } catch (error) {
      console.error(`${error}`)
      return refuseWithoutCounter(res)
    }
    const decision = mount.read(twoNumbers(reply, mount.returns), parts)
    const { allowed, count, ttlMs: replied } = decision
    const { limit } = policy
    const waits =
      replied === undefined
        ? await mount.waitsOf?.(key, parts).catch(() => null)
        : { ttlMs: replied, retryAfterMs: replied }
    const remaining = Math.max(0, limit - count)
    // No window's share of the limit lasts longer than a window; nothing more exact is known.
    const { ttlMs, retryAfterMs } = waits ?? { ttlMs: 0, retryAfterMs: policy.windowSeconds * 1000 }
    const wait = allowed ? 0 : retryAfterMs
    header.set(res, [{ allowed, count, limit, remaining, ttlMs, retryAfterMs: wait }])
    // An unknown `t` is left out: the draft allows that.
    if (!waits) res.setHeader('RateLimit', `"${quota.name}";r=${remaining}`)
    if (allowed) return next()
    refuseOverLimit(res, [{ ...quota, resetSeconds: Math.max(1, Math.ceil(wait / 1000)) }])
  }
}

function twoNumbers(reply: unknown, names: [string, string]): [number, number] {
  const [first, second] = Array.isArray(reply) ? reply : []
  if (Number.isInteger(first) && Number.isInteger(second)) return [first, second]
  throw new Error(
    `The script must return { ${names.join(', ')} }, two whole numbers; it returned ${JSON.stringify(reply)}.`,
  )
}

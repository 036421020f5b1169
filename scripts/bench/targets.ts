// What is compared. Each is built as its documentation shows it, on the same kind of connection, and refuses with the
// same 429: what differs is how it counts.
import { readFileSync } from 'node:fs'
import type { Request, RequestHandler, Response } from 'express'
import { rateLimit as expressRateLimit } from 'express-rate-limit'
import type { Redis } from 'ioredis'
import { type RedisReply, RedisStore } from 'rate-limit-redis'
import { RateLimiterRedis } from 'rate-limiter-flexible'
import { createFixedWindow } from '../../server/limiter/algorithms/fixed-window/fixed-window.ts'
import { createGroupedFixedWindow } from '../../server/limiter/algorithms/fixed-window/group-commit.ts'
import { refuseOverLimit } from '../../server/limiter/answer/refuse.ts'
import { rateLimit } from '../../server/limiter/rate-limit.ts'

export type Target = {
  name: string
  title: string
  /** Only measured when --only names it. */
  extra?: true
  /** Passes the same as another target does, so it is only measured on blocked requests. */
  blockedOnly?: true
  create(policy: Policy): RequestHandler
}

export type Policy = { valkey: Redis; limit: number; windowSeconds: number; prefix: string }

export const targets: Target[] = [
  { name: 'bare', title: 'bare Express, no limiter', create: bare },
  { name: 'ping', title: 'a PING per request, no limiter', create: ping },
  { name: 'guide', title: "the guide's redis.eval, no headers", create: guide },
  { name: 'evalsha', title: 'plain EVALSHA, no headers', create: evalsha },
  {
    name: 'grouped',
    title: 'group commit, no headers',
    extra: true,
    create: grouped,
  },
  { name: 'express-rate-limit', title: 'express-rate-limit + rate-limit-redis', create: express },
  { name: 'flexible', title: 'rate-limiter-flexible, no headers', create: flexible },
  {
    name: 'flexible-block',
    title: 'rate-limiter-flexible, inMemoryBlockOnConsumed',
    extra: true,
    blockedOnly: true,
    create: flexibleBlock,
  },
  { name: 'ours', title: 'rateLimit()', create: ours() },
  {
    name: 'ours-deny-cache',
    title: 'rateLimit({ denyCache })',
    blockedOnly: true,
    create: ours({ denyCache: { maxKeys: 10_000 } }),
  },
]

const guideScript = readFileSync(
  new URL('../../lessons/04-atomic-counter/guide/rate-limiter.lua', import.meta.url),
  'utf8',
)

/** Who is counted: a header that the load generator sets, so that one machine can be 10,000 clients. */
function clientOf(req: Request): string {
  return String(req.headers['x-client'])
}

/** The 429 that all give. */
function refuse(res: Response, { limit, windowSeconds }: Policy): void {
  refuseOverLimit(res, [{ name: 'default', limit, windowSeconds, resetSeconds: windowSeconds }])
}

/**
 * Reads who is asking, as all the others do: Node takes a request's header apart only when somebody wants to see it.
 * On /blocked it gives the very 429 that ours gives, header fields too, without asking anybody.
 */
function bare(policy: Policy): RequestHandler {
  const { limit, windowSeconds } = policy
  if (limit > 1) {
    return (req, _res, next) => {
      clientOf(req)
      next()
    }
  }
  const headers = {
    'RateLimit-Policy': `"default";q=${limit};w=${windowSeconds}`,
    RateLimit: `"default";r=0;t=${windowSeconds}`,
  }
  return (req, res) => {
    clientOf(req)
    res.set(headers)
    refuse(res, policy)
  }
}

function ping(policy: Policy): RequestHandler {
  const blocked = policy.limit === 1
  return async (_req, res, next) => {
    await policy.valkey.ping()
    if (blocked) return refuse(res, policy)
    next()
  }
}

function guide(policy: Policy): RequestHandler {
  const { valkey, limit, windowSeconds, prefix } = policy
  return async (req, res, next) => {
    const key = prefix + clientOf(req)
    const current = (await valkey.eval(guideScript, 1, key, windowSeconds)) as number
    if (current > limit) return refuse(res, policy)
    next()
  }
}

function evalsha(policy: Policy): RequestHandler {
  return counting(policy, createFixedWindow(policy))
}

function grouped(policy: Policy): RequestHandler {
  return counting(policy, createGroupedFixedWindow(policy))
}

function counting(
  policy: Policy,
  hit: (key: string) => Promise<{ count: number }>,
): RequestHandler {
  return async (req, res, next) => {
    const { count } = await hit(policy.prefix + clientOf(req))
    if (count > policy.limit) return refuse(res, policy)
    next()
  }
}

/** https://express-rate-limit.mintlify.app/reference/configuration, https://github.com/express-rate-limit/rate-limit-redis */
function express(policy: Policy): RequestHandler {
  const { valkey, limit, windowSeconds, prefix } = policy
  return expressRateLimit({
    limit,
    windowMs: windowSeconds * 1000,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: clientOf,
    handler: (_req, res) => refuse(res, policy),
    store: new RedisStore({
      prefix,
      sendCommand: (command: string, ...args: string[]) =>
        valkey.call(command, ...args) as Promise<RedisReply>,
    }),
  })
}

/** https://github.com/animir/node-rate-limiter-flexible/wiki/Redis */
function flexible(policy: Policy): RequestHandler {
  return consuming(policy, {})
}

function flexibleBlock(policy: Policy): RequestHandler {
  return consuming(policy, { inMemoryBlockOnConsumed: policy.limit + 1 })
}

function consuming(policy: Policy, more: { inMemoryBlockOnConsumed?: number }): RequestHandler {
  const { valkey, limit, windowSeconds, prefix } = policy
  const limiter = new RateLimiterRedis({
    storeClient: valkey,
    points: limit,
    duration: windowSeconds,
    keyPrefix: prefix,
    ...more,
  })
  return (req, res, next) => {
    limiter.consume(clientOf(req)).then(
      () => next(),
      (refused: unknown) => (refused instanceof Error ? next(refused) : refuse(res, policy)),
    )
  }
}

function ours(more: object = {}): (policy: Policy) => RequestHandler {
  return (policy) => rateLimit({ ...policy, ...more, keyGenerator: clientOf })
}

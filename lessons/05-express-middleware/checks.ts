// What the middleware must do. lesson.test.ts runs these on the solution, on your copy and on the server's own
// middleware; wrong.test.ts proves that they catch the mistakes the lesson speaks of.
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import { expect } from 'vitest'
import type { RateLimit } from './protected-app.ts'
import { type Answer, visitApp, visitWithoutAddress } from './visit-app.ts'

/** `valkey` has a key prefix of its own for each check, so `rate:127.0.0.1` starts at nothing. */
export type Check = (parts: { rateLimit: RateLimit; valkey: Redis }) => Promise<void>

const key = 'rate:127.0.0.1'

const sixthIsRefused: Check = async ({ rateLimit, valkey }) => {
  await visitApp(rateLimit({ valkey }), async (send) => {
    const statuses = (await sendInTurn(send, 6)).map((answer) => answer.status)
    expect(statuses, 'six requests in one window, limit 5').toEqual([200, 200, 200, 200, 200, 429])
  })
}

const fiveOfTwelvePass: Check = async ({ rateLimit, valkey }) => {
  await visitApp(rateLimit({ valkey }), async (send) => {
    const answers = await Promise.all(Array.from({ length: 12 }, send))
    const passed = answers.filter((answer) => answer.status === 200)
    expect(passed.length, 'how many of 12 requests at once pass a limit of 5').toBe(5)
  })
}

const countsUnderTheAddress: Check = async ({ rateLimit, valkey }) => {
  await visitApp(rateLimit({ valkey }), async (send) => {
    await sendInTurn(send, 2)
    expect(await valkey.get(key), `${key} after two requests`).toBe('2')
    expect(await valkey.ttl(key), `TTL of ${key}`).toBeGreaterThan(55)
  })
}

const refusedRequestsCount: Check = async ({ rateLimit, valkey }) => {
  await visitApp(rateLimit({ valkey, limit: 2 }), async (send) => {
    await sendInTurn(send, 7)
    expect(await valkey.get(key), `${key} after 7 requests, limit 2`).toBe('7')
  })
}

const headersSayWhereYouStand: Check = async ({ rateLimit, valkey }) => {
  await visitApp(rateLimit({ valkey, limit: 2, windowSeconds: 30 }), async (send) => {
    const answers = await sendInTurn(send, 4)
    const policies = answers.map((answer) => answer.header('RateLimit-Policy'))
    const policy = '"default";q=2;w=30'
    expect(policies, 'RateLimit-Policy of four answers, limit 2 per 30 s').toEqual([
      policy,
      policy,
      policy,
      policy,
    ])
    const remaining = answers.map((answer) => readRateLimit(answer)?.remaining)
    expect(remaining, 'r in RateLimit of four answers, limit 2').toEqual([1, 0, 0, 0])
    await untilToldInTime(async () => {
      await valkey.pexpire(key, 12_900)
      const refused = await send()
      if ((await valkey.pttl(key)) <= 12_000) return false
      expect(
        readRateLimit(refused)?.resetSeconds,
        't in RateLimit when the counter has 12.9 s to live: the seconds until it starts again, rounded up',
      ).toBe(13)
      expect(
        Number(refused.header('Retry-After')),
        'Retry-After of a 429 whose RateLimit says t=13: it must not be earlier',
      ).toBeGreaterThanOrEqual(13)
      return true
    })
  })
}

const retryAfterIsLateEnough: Check = async ({ rateLimit, valkey }) => {
  await visitApp(rateLimit({ valkey, limit: 1 }), async (send) => {
    await send()
    await untilToldInTime(async () => {
      await valkey.pexpire(key, 30_900)
      const { status, header } = await send()
      expect(status, 'the second request, limit 1').toBe(429)
      const retryAfter = header('Retry-After') ?? 'none'
      expect(retryAfter, 'Retry-After of a 429: whole seconds').toMatch(/^[1-9]\d*$/)
      const ttlMs = await valkey.pttl(key)
      if (ttlMs <= 30_000) return false
      expect(
        Number(retryAfter) * 1000,
        'Retry-After in ms against the PTTL of the counter: a client that obeys must not come back too early',
      ).toBeGreaterThanOrEqual(ttlMs)
      return true
    })
  })
}

const refusalExplainsItself: Check = async ({ rateLimit, valkey }) => {
  await visitApp(rateLimit({ valkey, limit: 1 }), async (send) => {
    await send()
    const { header, text } = await send()
    expect(header('Content-Type')?.split(';')[0], 'Content-Type of a 429').toBe(
      'application/problem+json',
    )
    expect(header('Cache-Control'), 'Cache-Control of a 429: a cache must not keep it').toBe(
      'no-store',
    )
    expect(JSON.parse(text), 'the body of a 429').toMatchObject({
      type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
      title: expect.any(String),
      status: 429,
      'violated-policies': ['default'],
    })
  })
}

const refusedRequestEndsHere: Check = async ({ rateLimit, valkey }) => {
  let handled = 0
  const limiter = rateLimit({ valkey, limit: 1 })
  const counted: RequestHandler = (req, res, next) =>
    limiter(req, res, (error) => {
      handled += 1
      next(error)
    })
  await visitApp(counted, async (send) => {
    await sendInTurn(send, 2)
    expect(handled, 'how often the handler ran for two requests, limit 1').toBe(1)
  })
}

const passesAgainInTheNextWindow: Check = async ({ rateLimit, valkey }) => {
  await visitApp(rateLimit({ valkey, limit: 2, windowSeconds: 1 }), async (send) => {
    const refused = ({ status }: Answer) => status === 429
    // One of them may already fall into the next window: go on until one is refused.
    for (let tries = 1; !(await Promise.all([send(), send(), send()])).some(refused); tries += 1) {
      expect(tries, 'times three requests at once, none refused, limit 2').toBeLessThan(20)
    }
    // Counted, not timed: on a busy machine a turn takes as long as it takes.
    for (let turn = 1; refused(await send()); turn += 1) {
      expect(turn * 50, 'ms in which every request was refused, with windows of 1 s').toBeLessThan(
        3000,
      )
      await wait(50)
    }
  })
}

const failsClosed: Check = async ({ rateLimit, valkey }) => {
  const gone = valkey.duplicate()
  await once(gone, 'ready')
  gone.disconnect()
  await visitApp(rateLimit({ valkey: gone }), async (send) => {
    const { status, header, text } = await send()
    expect(status, 'a request while Valkey cannot answer').toBe(503)
    expect(header('Retry-After') ?? 'none', 'Retry-After of a 503').toMatch(/^[1-9]\d*$/)
    expect(JSON.parse(text), 'the body of a 503').toMatchObject({
      type: 'https://iana.org/assignments/http-problem-types#temporary-reduced-capacity',
      status: 503,
    })
  })
}

const noBucketForNobody: Check = async ({ rateLimit, valkey }) => {
  const status = await visitWithoutAddress(rateLimit({ valkey }))
  expect(status, 'a request without a client address').toBe(500)
  for (const shared of ['rate:undefined', 'rate:global', 'rate:']) {
    expect(await valkey.exists(shared), `a bucket that all such clients share: ${shared}`).toBe(0)
  }
}

export const checks: Record<string, Check> = {
  'the sixth request in a window gets 429': sixthIsRefused,
  'of twelve requests at once exactly five pass': fiveOfTwelvePass,
  'requests are counted under rate:<ip>': countsUnderTheAddress,
  'refused requests count too': refusedRequestsCount,
  'every answer carries RateLimit-Policy and RateLimit': headersSayWhereYouStand,
  'Retry-After is whole seconds and late enough': retryAfterIsLateEnough,
  'a 429 explains itself and is not cached': refusalExplainsItself,
  'a refused request ends here': refusedRequestEndsHere,
  'in the next window requests pass again': passesAgainInTheNextWindow,
  'while Valkey cannot answer the client gets 503, not 429': failsClosed,
  'clients without an address share no bucket': noBucketForNobody,
}

/** Tries again when the machine was so busy that the second went by in which rounding shows. Ten times are enough. */
async function untilToldInTime(attempt: () => Promise<boolean>): Promise<void> {
  for (let tries = 1; !(await attempt()); tries += 1) {
    if (tries === 10) throw new Error('This machine is too busy: a request takes a second')
  }
}

async function sendInTurn(send: () => Promise<Answer>, times: number): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let sent = 0; sent < times; sent += 1) answers.push(await send())
  return answers
}

/** Reads `RateLimit: "default";r=4;t=60`; null when the header is missing or written otherwise. */
function readRateLimit(answer: Answer | undefined) {
  const match = /^"default";r=(-?\d+);t=(-?\d+)$/.exec(answer?.header('RateLimit') ?? '')
  return match ? { remaining: Number(match[1]), resetSeconds: Number(match[2]) } : null
}

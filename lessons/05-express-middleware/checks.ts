// What the middleware must do. lesson.test.ts runs these on the solution, on your copy and on the server's own
// middleware; wrong.test.ts proves that they catch the mistakes the lesson speaks of.
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import { readQuotas } from '../structured-field.ts'
import * as counting from './check-counting.ts'
import { key, sendInTurn, typeOf } from './check-counting.ts'
import type { Check } from './protected-app.ts'
import { type Answer, visitApp } from './visit-app.ts'

const headersSayWhereYouStand: Check = async ({ rateLimit, valkey }) => {
  await visitApp(rateLimit({ valkey, limit: 2, windowSeconds: 30 }), async (send) => {
    const answers = await sendInTurn(send, 4)
    const policies = answers.map(({ header }) => readQuotas(header('RateLimit-Policy'), ['q', 'w']))
    expect(policies, 'RateLimit-Policy of four answers, limit 2 per 30 s').toEqual(
      answers.map(() => ({ default: { q: 2, w: 30 } })),
    )
    const first = readQuotas(answers[0]?.header('RateLimit') ?? null, ['t'])
    expect(
      [{ default: { t: 30 } }, { default: { t: 29 } }],
      't in RateLimit of the first answer in a window of 30 s, or a second less: one of these',
    ).toContainEqual(first)
    const remaining = answers.map(({ header }) => readQuotas(header('RateLimit'), ['r']))
    expect(remaining, 'r in RateLimit of four answers, limit 2').toEqual(
      [1, 0, 0, 0].map((r) => ({ default: { r } })),
    )
    for (const [leftMs, seconds] of [
      [12_900, 13],
      [7_200, 8],
      [800, 1],
    ] as const) {
      await untilToldInTime(async () => {
        await valkey.set(key, 4, 'PX', leftMs)
        const { header } = await send()
        if ((await valkey.pttl(key)) <= (seconds - 1) * 1000) return false
        expect(
          readQuotas(header('RateLimit'), ['t']),
          `t in RateLimit when the counter has ${leftMs / 1000} s to live: the seconds until it starts again, rounded up`,
        ).toEqual({ default: { t: seconds } })
        expect(
          Number(header('Retry-After')),
          `Retry-After of a 429 whose RateLimit says t=${seconds}: it must not be earlier`,
        ).toBeGreaterThanOrEqual(seconds)
        return true
      })
    }
  })
  await visitApp(rateLimit({ valkey, limit: 9 }), async (send) => {
    await valkey.del(key)
    await untilToldInTime(async () => {
      await valkey.set(key, 6, 'PX', 59_900)
      const { header } = await send()
      if ((await valkey.pttl(key)) <= 59_000) return false
      expect(header('RateLimit-Policy') ?? 'none', 'RateLimit-Policy').not.toBe('none')
      const fields = [
        readQuotas(header('RateLimit-Policy'), ['q', 'w']),
        readQuotas(header('RateLimit'), ['r', 't']),
      ]
      expect(
        fields,
        'RateLimit-Policy and RateLimit of the seventh request, limit 9, 59.9 s before the end of a window of 60 s',
      ).toEqual([{ default: { q: 9, w: 60 } }, { default: { r: 2, t: 60 } }])
      return true
    })
  })
}

const retryAfterIsLateEnough: Check = async ({ rateLimit, valkey }) => {
  await visitApp(rateLimit({ valkey, limit: 1 }), async (send) => {
    await send()
    for (const [leftMs, aboveMs] of [
      [30_900, 30_000],
      [3_100, 3_000],
      [700, 0],
    ] as const) {
      await untilToldInTime(async () => {
        await valkey.set(key, 4, 'PX', leftMs)
        const { status, header } = await send()
        const ttlMs = await valkey.pttl(key)
        if (ttlMs <= aboveMs) return false
        expect(status, 'the fifth request, limit 1').toBe(429)
        const retryAfter = header('Retry-After') ?? 'none'
        expect(retryAfter, 'Retry-After of a 429: whole seconds').toMatch(/^[1-9]\d*$/)
        const told = `Retry-After in ms, when the counter has ${leftMs} ms to live`
        expect(
          Number(retryAfter) * 1000,
          `${told}: a client that obeys must not come back too early`,
        ).toBeGreaterThanOrEqual(ttlMs)
        // A second of chance may be added, so that not all come at the same moment.
        expect(
          Number(retryAfter) * 1000,
          `${told}: nor be kept away much longer`,
        ).toBeLessThanOrEqual(leftMs + 2000)
        return true
      })
    }
  })
}

const refusalExplainsItself: Check = async ({ rateLimit, valkey }) => {
  await visitApp(rateLimit({ valkey, limit: 1 }), async (send) => {
    await send()
    const refused = await send()
    expect(typeOf(refused), 'Content-Type of a 429').toBe('application/problem+json')
    expect(
      refused.header('Cache-Control') ?? 'none',
      'Cache-Control of a 429: a cache must not keep it',
    ).toMatch(/\bno-store\b/)
    expect(JSON.parse(refused.text), 'the body of a 429').toMatchObject({
      type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
      title: expect.any(String),
      status: 429,
      'violated-policies': ['default'],
    })
  })
}

const passesAgainInTheNextWindow: Check = async ({ rateLimit, valkey }) => {
  await visitApp(rateLimit({ valkey, limit: 2, windowSeconds: 1 }), async (send) => {
    const refused = ({ status }: Answer) => status === 429
    for (const window of ['a window', 'the window after it']) {
      // One of them may already fall into the next window: go on until one is refused.
      for (
        let tries = 1;
        !(await Promise.all([send(), send(), send()])).some(refused);
        tries += 1
      ) {
        expect(
          tries,
          `times three requests at once in ${window}, none refused, limit 2`,
        ).toBeLessThan(20)
      }
      const ttlMs = await valkey.pttl(key)
      expect(ttlMs, `PTTL of ${key} in ${window} of 1 s: -1 never ends`).not.toBe(-1)
      expect(ttlMs, `PTTL of ${key} in ${window} of 1 s`).toBeLessThanOrEqual(1000)
      // Only one of them is waited for to its end.
      if (window !== 'a window') await valkey.pexpire(key, 20)
      // Counted, not timed: on a busy machine a turn takes as long as it takes.
      for (let turn = 1; refused(await send()); turn += 1) {
        expect(
          turn * 50,
          'ms in which every request was refused, with windows of 1 s',
        ).toBeLessThan(3000)
        await wait(50)
      }
    }
  })
}

export const checks: Record<string, Check> = {
  'the sixth request in a window gets 429': counting.sixthIsRefused,
  'of twelve requests at once exactly five pass': counting.fiveOfTwelvePass,
  'requests are counted under rate:<ip>': counting.countsUnderTheAddress,
  'Valkey decides, not what a process remembers': counting.valkeyDecides,
  'made-up headers buy no requests': counting.claimsBuyNothing,
  'every method and every spelling of the path counts': counting.everyWayCounts,
  'refused requests count too': counting.refusedRequestsCount,
  'every answer carries RateLimit-Policy and RateLimit': headersSayWhereYouStand,
  'Retry-After is whole seconds and late enough': retryAfterIsLateEnough,
  'a 429 explains itself and is not cached': refusalExplainsItself,
  'a refused request ends here': counting.refusedRequestEndsHere,
  'in the next window requests pass again': passesAgainInTheNextWindow,
  'while Valkey cannot answer the client gets 503, not 429': counting.failsClosed,
  'clients without an address share no bucket': counting.noBucketForNobody,
}

/** Tries again when the machine was so busy that the second went by in which rounding shows. Ten times are enough. */
async function untilToldInTime(attempt: () => Promise<boolean>): Promise<void> {
  for (let tries = 1; !(await attempt()); tries += 1) {
    if (tries === 10) throw new Error('This machine is too busy: a request takes a second')
  }
}

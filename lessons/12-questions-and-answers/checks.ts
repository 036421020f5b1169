// What the API must do, seen from outside. lesson.test.ts runs these on the solution and on your copy; wrong.test.ts proves
// that they catch the classic mistakes.
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import { readQuotas } from '../structured-field.ts'
import * as answers from './check-answers.ts'
import * as bypasses from './check-bypasses.ts'
import * as counters from './check-counters.ts'
import type { Check } from './visit-api.ts'
import {
  type Answer,
  adasKey,
  adasOtherKey,
  bobsKey,
  keysOf,
  secrets,
  visitApi,
} from './visit-api.ts'

const login = 'POST /login'
const saka = 'GET /api/saka'
const report = 'GET /api/report'
const three = { limit: 3, windowSeconds: 30 }
const two = { limit: 2, windowSeconds: 30 }
const aSecond = { limit: 2, windowSeconds: 1 }

const loginsPerAddress: Check = (parts) =>
  visitApi({ ...parts, policies: { login: three } }, async ({ statuses }) => {
    expect(await statuses(4, login), 'four logins from one address, limit 3').toEqual([
      401, 401, 401, 429,
    ])
  })

const one = { limit: 1, windowSeconds: 30 }

const ownLoginsBehindProxy: Check = (parts) =>
  visitApi({ ...parts, policies: { login: two }, behindProxy: true }, async ({ statuses }) => {
    await statuses(3, login, { forwardedFor: '203.0.113.1' })
    expect(
      await statuses(1, login, { forwardedFor: '203.0.113.2' }),
      'the first login of another address, behind a proxy that Express trusts',
    ).toEqual([401])
  })

const userOnAllKeys: Check = (parts) =>
  visitApi({ ...parts, policies: { user: three } }, async ({ statuses }) => {
    const received = [
      ...(await statuses(1, saka, { apiKey: adasKey })),
      ...(await statuses(1, saka, { apiKey: adasOtherKey })),
      ...(await statuses(1, report, { apiKey: adasKey })),
      ...(await statuses(1, saka, { apiKey: adasOtherKey })),
    ]
    expect(
      received,
      "four requests of one user with two keys, the user's limit is 3: the keys share it",
    ).toEqual([200, 200, 200, 429])
    expect(
      await statuses(1, 'GET /api/tomorrow', { apiKey: adasKey }),
      'then a request for something under /api that has no route yet: the quota is for everything under /api',
    ).toEqual([429])
  })

const usersApart: Check = (parts) =>
  visitApi({ ...parts, policies: { user: one } }, async ({ statuses }) => {
    expect(await statuses(3, saka, { apiKey: adasKey }), 'three jokes for a user, limit 1').toEqual(
      [200, 429, 429],
    )
    expect(
      await statuses(2, saka, { apiKey: bobsKey }),
      'two requests of one user after another has used up a quota, limit 1',
    ).toEqual([200, 429])
  })

const reportsPerKey: Check = (parts) =>
  visitApi({ ...parts, policies: { report: two } }, async ({ statuses }) => {
    expect(
      await statuses(3, report, { apiKey: adasKey }),
      'three reports with one API key, limit 2',
    ).toEqual([200, 200, 429])
    expect(
      await statuses(1, report, { apiKey: adasOtherKey }),
      'the first report with another API key of the same user',
    ).toEqual([200])
    expect(
      await statuses(1, saka, { apiKey: adasKey }),
      'a joke, after the reports are used up: that policy is for reports only',
    ).toEqual([200])
  })

const dayIsNotUsedUp: Check = (parts) =>
  visitApi({ ...parts, policies: { user: aSecond } }, async ({ send, statuses }) => {
    const asked = await statuses(10, report, { apiKey: adasKey })
    expect(asked, 'ten reports in a row, the limit of the user is 2 a second').toContain(429)
    const last = await firstThatPasses(() => send(report, { apiKey: adasKey }))
    const made = asked.filter((status) => status === 200).length + 1
    expect(
      reportsLeft(last),
      `r of "report", limit 1000, after ${made} reports and others that the limit of the user refused: those must not use up the day`,
    ).toBe(1000 - made)
  })

const refusedCostsNothing: Check = (parts) =>
  visitApi({ ...parts, policies: { report: two } }, async ({ statuses, reportsMade }) => {
    expect(
      await statuses(5, report, { apiKey: adasKey }),
      'five reports with one API key, limit 2',
    ).toEqual([200, 200, 429, 429, 429])
    expect(reportsMade(), 'reports made for five requests, three of them refused').toBe(2)
  })

const strangersLeaveNothing: Check = (parts) =>
  visitApi(parts, async ({ send, reportsMade }) => {
    const strangers = ['made-up-1', 'made-up-2', '', 'S3CRET-ADA-1', 'ada', 'constructor']
    for (const apiKey of [...strangers, undefined]) {
      for (const request of [report, saka, 'GET /API/Report/']) {
        const { status } = await send(request, apiKey === undefined ? {} : { apiKey })
        const key = apiKey === undefined ? 'no API key' : `the API key "${apiKey}"`
        expect(status, `${request} with ${key}, which nobody has`).toBe(401)
      }
    }
    expect(reportsMade(), 'reports made for strangers').toBe(0)
    expect(
      await keysOf(parts.valkey),
      'what made-up API keys leave in Valkey: anybody could fill its memory',
    ).toEqual([])
  })

const noSecretInValkey: Check = (parts) =>
  visitApi(parts, async ({ send }) => {
    for (const apiKey of [adasKey, bobsKey]) await send(report, { apiKey })
    await send(login, { apiKey: adasKey })
    const told = (await keysOf(parts.valkey)).filter((key) => {
      const decoded = (['base64', 'hex'] as const).map((way) =>
        (key.match(/[\w+/=-]+/g) ?? []).map((word) => `${Buffer.from(word, way)}`).join(' '),
      )
      return secrets.some((secret) => [key, ...decoded].some((one) => one.includes(secret)))
    })
    expect(told, 'keys in Valkey that tell an API key to whoever may list them').toEqual([])
  })

const passesAgain: Check = (parts) =>
  visitApi({ ...parts, policies: { user: aSecond } }, async ({ send, statuses }) => {
    for (const window of ['a window', 'the window after it']) {
      expect(
        await statuses(10, saka, { apiKey: adasKey }),
        `ten requests of a user in a row in ${window}, limit 2 a second: some must be refused`,
      ).toContain(429)
      if (window === 'a window') await firstThatPasses(() => send(saka, { apiKey: adasKey }))
    }
  })

export const checks: Record<string, Check> = {
  'logins are limited per address': loginsPerAddress,
  'a made-up X-Forwarded-For buys no logins': bypasses.madeUpAddresses,
  'behind a trusted proxy each address has logins of its own': ownLoginsBehindProxy,
  'a user has one quota for everything under /api, with any key': userOnAllKeys,
  'one user leaves the quota of another alone': usersApart,
  'reports are limited per API key': reportsPerKey,
  'a HEAD is no way round': bypasses.headIsNoWayRound,
  'a route is limited however it is spelt': bypasses.everySpelling,
  'what the minute refuses does not use up the day': dayIsNotUsedUp,
  'a refused report costs no work': refusedCostsNothing,
  'answers say which policies hold, in seconds': answers.saysItsPolicies,
  'a 429 says which policy refused and when to come back': answers.saysWhichAndWhen,
  'made-up API keys leave nothing in Valkey': strangersLeaveNothing,
  'no API key stands in Valkey': noSecretInValkey,
  'two processes share the counters in Valkey': counters.processesShare,
  'a counter ends, and gets a lost expiry back': counters.countersEnd,
  'requests at the same time pass no limit': counters.noneSlipsThrough,
  'in the next window requests pass again': passesAgain,
  'while Valkey cannot answer nothing is let through': counters.failsClosed,
}

/** Asks until one passes. Turns are counted, not timed: on a busy machine each takes as long as it takes. */
async function firstThatPasses(ask: () => Promise<Answer>): Promise<Answer> {
  for (let turn = 1; ; turn += 1) {
    const answer = await ask()
    if (answer.status === 200) return answer
    expect(turn * 50, 'ms in which every request was refused, with windows of 1 s').toBeLessThan(
      3000,
    )
    await wait(50)
  }
}

/** r of "report" in RateLimit; what came instead when it is not there. */
function reportsLeft({ header }: Answer): unknown {
  const quotas = readQuotas(header('RateLimit'), ['r'])
  return typeof quotas === 'string' ? quotas : quotas.report?.r
}

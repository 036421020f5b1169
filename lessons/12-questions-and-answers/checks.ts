// What the API must do, seen from outside. lesson.test.ts runs these on the solution and on your copy; wrong.test.ts proves
// that they catch the classic mistakes.
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { expect } from 'vitest'
import {
  type Answer,
  adasKey,
  adasOtherKey,
  bobsKey,
  type CreateApi,
  secrets,
  visitApi,
} from './visit-api.ts'

/** `valkey` has a key prefix of its own for each check, so every counter starts at nothing. */
export type Check = (parts: { createApi: CreateApi; valkey: Redis }) => Promise<void>

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

const madeUpAddresses: Check = (parts) =>
  visitApi({ ...parts, policies: { login: three } }, async ({ send }) => {
    const received: number[] = []
    for (const last of [1, 2, 3, 4]) {
      received.push((await send(login, { forwardedFor: `203.0.113.${last}` })).status)
    }
    expect(
      received,
      'four logins from one address, each with another made-up X-Forwarded-For',
    ).toEqual([401, 401, 401, 429])
  })

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
  visitApi({ ...parts, policies: { user: two } }, async ({ statuses }) => {
    await statuses(3, saka, { apiKey: adasKey })
    expect(
      await statuses(1, saka, { apiKey: bobsKey }),
      'the first request of one user after another has used up a quota',
    ).toEqual([200])
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

const everySpelling: Check = (parts) =>
  visitApi({ ...parts, policies: { report: two } }, async ({ statuses }) => {
    await statuses(2, report, { apiKey: adasKey })
    const received = [
      ...(await statuses(1, 'GET /api/report/', { apiKey: adasKey })),
      ...(await statuses(1, 'GET /API/Report', { apiKey: adasKey })),
    ]
    expect(
      received,
      'two more reports, asked for as /api/report/ and /API/Report, after the limit of 2',
    ).toEqual([429, 429])
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

const saysItsPolicies: Check = (parts) =>
  visitApi(parts, async ({ send }) => {
    const { header } = await send(report, { apiKey: adasKey })
    const policies = header('RateLimit-Policy')?.split(/, ?/) ?? []
    expect(
      policies.toSorted(),
      'RateLimit-Policy of a report: 20 a day (86400 s) and 60 a minute',
    ).toEqual(['"report";q=20;w=86400', '"user";q=60;w=60'])
    const { header: ofLogin } = await send(login)
    expect(ofLogin('RateLimit-Policy'), 'RateLimit-Policy of a login').toBe('"login";q=5;w=10')
  })

const saysWhichAndWhen: Check = (parts) =>
  visitApi({ ...parts, policies: { report: two } }, async ({ send, statuses }) => {
    await statuses(2, report, { apiKey: adasKey })
    const { status, header, text } = await send(report, { apiKey: adasKey })
    expect(status, 'the third report with one API key, limit 2').toBe(429)
    expect(JSON.parse(text), 'the body of a report that was refused').toMatchObject({
      status: 429,
      'violated-policies': ['report'],
    })
    expect(Number(header('Retry-After')), 'Retry-After, window 30 s').toBeGreaterThanOrEqual(25)
    expect(Number(header('Retry-After')), 'Retry-After, window 30 s').toBeLessThanOrEqual(30)
  })

const strangersLeaveNothing: Check = (parts) =>
  visitApi(parts, async ({ send }) => {
    for (const apiKey of ['made-up-1', 'made-up-2', 'made-up-3']) {
      const { status } = await send(report, { apiKey })
      expect(status, 'a report with an API key that nobody has').toBe(401)
    }
    expect(
      await keysOf(parts.valkey),
      'what three made-up API keys leave in Valkey: anybody could fill its memory',
    ).toEqual([])
  })

const noSecretInValkey: Check = (parts) =>
  visitApi(parts, async ({ send }) => {
    await send(report, { apiKey: adasKey })
    const told = (await keysOf(parts.valkey)).filter((key) =>
      secrets.some((secret) => key.includes(secret)),
    )
    expect(told, 'keys in Valkey that tell an API key to whoever may list them').toEqual([])
  })

const passesAgain: Check = (parts) =>
  visitApi({ ...parts, policies: { user: aSecond } }, async ({ send, statuses }) => {
    expect(
      await statuses(10, saka, { apiKey: adasKey }),
      'ten requests of a user in a row, limit 2 a second: some must be refused',
    ).toContain(429)
    await firstThatPasses(() => send(saka, { apiKey: adasKey }))
  })

const failsClosed: Check = async ({ createApi, valkey }) => {
  const gone = valkey.duplicate()
  await once(gone, 'ready')
  gone.disconnect()
  await visitApi({ createApi, valkey: gone }, async ({ statuses, reportsMade }) => {
    const received = [
      ...(await statuses(1, login)),
      ...(await statuses(1, saka, { apiKey: adasKey })),
      ...(await statuses(1, report, { apiKey: adasKey })),
    ]
    expect(received, 'a login, a joke and a report while Valkey cannot answer').toEqual([
      503, 503, 503,
    ])
    expect(reportsMade(), 'reports made while Valkey cannot answer').toBe(0)
  })
}

export const checks: Record<string, Check> = {
  'logins are limited per address': loginsPerAddress,
  'a made-up X-Forwarded-For buys no logins': madeUpAddresses,
  'behind a trusted proxy each address has logins of its own': ownLoginsBehindProxy,
  'a user has one quota for everything under /api, with any key': userOnAllKeys,
  'one user leaves the quota of another alone': usersApart,
  'reports are limited per API key': reportsPerKey,
  'a route is limited however it is spelt': everySpelling,
  'what the minute refuses does not use up the day': dayIsNotUsedUp,
  'a refused report costs no work': refusedCostsNothing,
  'answers say which policies hold, in seconds': saysItsPolicies,
  'a 429 says which policy refused and when to come back': saysWhichAndWhen,
  'made-up API keys leave nothing in Valkey': strangersLeaveNothing,
  'no API key stands in Valkey': noSecretInValkey,
  'in the next window requests pass again': passesAgain,
  'while Valkey cannot answer nothing is let through': failsClosed,
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

/** All keys under the client's own prefix, without it. */
async function keysOf(valkey: Redis): Promise<string[]> {
  const prefix = valkey.options.keyPrefix ?? ''
  const found: string[] = []
  let cursor = '0'
  do {
    const [next, keys] = await valkey.scan(cursor, 'MATCH', `${prefix}*`, 'COUNT', 1000)
    found.push(...keys.map((key) => key.slice(prefix.length)))
    cursor = next
  } while (cursor !== '0')
  return found.toSorted()
}

/** Reads r of "report" in `RateLimit: "user";r=4;t=60, "report";r=19;t=86400`; null when it is not there. */
function reportsLeft({ header }: Answer): number | null {
  const match = /"report";r=(\d+);t=\d+/.exec(header('RateLimit') ?? '')
  return match ? Number(match[1]) : null
}

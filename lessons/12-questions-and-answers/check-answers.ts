// What an answer tells its client: policies, seconds, and which policy refused.
import { expect } from 'vitest'
import { readQuotas } from '../structured-field.ts'
import type { Check } from './visit-api.ts'
import { adasKey, keysOf, visitApi } from './visit-api.ts'

const login = 'POST /login'
const saka = 'GET /api/saka'
const report = 'GET /api/report'
const two = { limit: 2, windowSeconds: 30 }

export const saysWhichAndWhen: Check = async (parts) => {
  await saysWhich(parts)
  for (const key of await keysOf(parts.valkey)) await parts.valkey.del(key)
  await saysTheSecondsLeft(parts)
}

export const saysItsPolicies: Check = (parts) =>
  visitApi(parts, async ({ send, statuses }) => {
    const { status, header, text } = await send(report, { apiKey: adasKey })
    expect({ status, text }, 'the first report of Ada').toEqual({
      status: 200,
      text: 'report for ada',
    })
    expect(
      readQuotas(header('RateLimit-Policy'), ['q', 'w']),
      'RateLimit-Policy of a report: 20 a day (86400 s) and 60 a minute',
    ).toEqual({ report: { q: 20, w: 86_400 }, user: { q: 60, w: 60 } })
    expect(readQuotas(header('RateLimit'), ['r', 't']), 'RateLimit of the first report').toEqual({
      report: { r: 19, t: 86_400 },
      user: { r: 59, t: 60 },
    })
    const { header: ofSaka, text: joke } = await send(saka, { apiKey: adasKey })
    expect(joke.length, 'how long a joke is').toBeGreaterThan(10)
    expect(
      readQuotas(ofSaka('RateLimit-Policy'), ['q', 'w']),
      'RateLimit-Policy of a joke: the policy of reports has no say there',
    ).toEqual({ user: { q: 60, w: 60 } })
    expect(readQuotas(ofSaka('RateLimit'), ['r']), 'RateLimit of a joke after a report').toEqual({
      user: { r: 58 },
    })
    const { header: ofLogin } = await send(login)
    expect(
      readQuotas(ofLogin('RateLimit-Policy'), ['q', 'w']),
      'RateLimit-Policy of a login',
    ).toEqual({ login: { q: 5, w: 10 } })
    expect(await statuses(5, login), 'five more logins, limit 5').toEqual([401, 401, 401, 401, 429])
  })

const saysWhich: Check = (parts) =>
  visitApi({ ...parts, policies: { login: two, report: two } }, async ({ send, statuses }) => {
    const began = performance.now()
    for (const [request, policy] of [
      [report, 'report'],
      [login, 'login'],
    ] as const) {
      await statuses(2, request, { apiKey: adasKey })
      const { status, header, text } = await send(request, { apiKey: adasKey })
      expect(status, `the third ${request}, limit 2`).toBe(429)
      expect(JSON.parse(text), `the body of ${request} that was refused`).toMatchObject({
        type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
        title: expect.any(String),
        status: 429,
        'violated-policies': [policy],
      })
      expect(header('Content-Type')?.split(';')[0], `Content-Type of a 429 to ${request}`).toBe(
        'application/problem+json',
      )
      expect(header('Cache-Control') ?? 'none', `Cache-Control of a 429 to ${request}`).toMatch(
        /\bno-store\b/,
      )
      expect(
        readQuotas(header('RateLimit'), ['r']),
        `r in RateLimit of a 429 to ${request}: never below 0`,
      ).toMatchObject({ [policy]: { r: 0 } })
      const passed = (performance.now() - began) / 1000
      const retryAfter = header('Retry-After') ?? 'none'
      expect(retryAfter, 'Retry-After: whole seconds').toMatch(/^[1-9]\d*$/)
      expect(Number(retryAfter), 'Retry-After, window 30 s').toBeGreaterThanOrEqual(
        Math.floor(30 - passed),
      )
      // A second of chance may be added.
      expect(Number(retryAfter), 'Retry-After, window 30 s').toBeLessThanOrEqual(31)
    }
  })

/** What t says, shortly before the end of each window. */
const saysTheSecondsLeft: Check = (parts) =>
  visitApi({ ...parts, policies: { login: two, report: two } }, async ({ send, statuses }) => {
    await statuses(2, login)
    await statuses(2, report, { apiKey: adasKey })
    for (const [leftMs, seconds] of [
      [12_900, 13],
      [800, 1],
    ] as const) {
      for (const [request, policy] of [
        [login, 'login'],
        [report, 'report'],
      ] as const) {
        for (const key of await keysOf(parts.valkey)) await parts.valkey.pexpire(key, leftMs)
        const { status, header } = await send(request, { apiKey: adasKey })
        const left = await Promise.all(
          (await keysOf(parts.valkey)).map((key) => parts.valkey.pttl(key)),
        )
        // So slow that a window has ended, or that another second has begun.
        if (status !== 429 || left.length < 3 || Math.min(...left) <= (seconds - 1) * 1000) continue
        const when = `of a 429 to ${request}, ${leftMs} ms before the end of the window`
        expect(readQuotas(header('RateLimit'), ['t']), `t in RateLimit ${when}`).toMatchObject({
          [policy]: { t: seconds },
        })
        expect(Number(header('Retry-After')), `Retry-After ${when}`).toBeGreaterThanOrEqual(seconds)
        expect(Number(header('Retry-After')), `Retry-After ${when}`).toBeLessThanOrEqual(
          seconds + 1,
        )
      }
    }
  })

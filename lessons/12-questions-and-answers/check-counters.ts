// What is kept in Valkey, and what happens when it is shared, changed, or gone.
import { once } from 'node:events'
import { expect } from 'vitest'
import type { Check } from './visit-api.ts'
import { adasKey, keysOf, visitApi } from './visit-api.ts'

const two = { limit: 2, windowSeconds: 30 }
const three = { limit: 3, windowSeconds: 30 }
const policies = { login: two, user: three, report: two }
const ada = { apiKey: adasKey }

export const processesShare: Check = (parts) =>
  visitApi({ ...parts, policies }, async (first) => {
    await visitApi({ ...parts, policies }, async (second) => {
      const logins = [
        ...(await first.statuses(1, 'POST /login')),
        ...(await second.statuses(1, 'POST /login')),
        ...(await first.statuses(1, 'POST /login')),
        ...(await second.statuses(1, 'POST /login')),
      ]
      expect(logins, 'four logins at two processes in turn, limit 2').toEqual([401, 401, 429, 429])
      const reports = [
        ...(await first.statuses(1, 'GET /api/report', ada)),
        ...(await second.statuses(2, 'GET /api/report', ada)),
      ]
      expect(reports, 'three reports at two processes, limit 2').toEqual([200, 200, 429])
      await first.statuses(2, 'GET /api/saka', ada)
      expect(
        await second.statuses(1, 'GET /api/saka', ada),
        'a joke at one process after the other has used up the user, limit 3',
      ).toEqual([429])
      const kept = await keysOf(parts.valkey)
      if (kept.length > 0) await parts.valkey.del(...kept)
      expect(
        [
          ...(await first.statuses(1, 'POST /login')),
          ...(await first.statuses(1, 'GET /api/report', ada)),
          ...(await second.statuses(1, 'GET /api/saka', ada)),
        ],
        'a login, a report and a joke after all counters were deleted in Valkey: nothing may be remembered',
      ).toEqual([401, 200, 200])
    })
  })

export const countersEnd: Check = (parts) =>
  visitApi(
    { ...parts, policies: { login: two, report: { limit: 2, windowSeconds: 50 } } },
    async ({ statuses }) => {
      const use = async () => {
        await statuses(3, 'POST /login')
        await statuses(3, 'GET /api/report', ada)
      }
      const look = async (when: string) => {
        const left: number[] = []
        for (const key of await keysOf(parts.valkey)) {
          const ttlMs = await parts.valkey.pttl(key)
          expect(ttlMs, `PTTL of ${key} ${when}: -1 shuts its client out for ever`).not.toBe(-1)
          expect(
            ttlMs,
            `PTTL of ${key} ${when}, the windows are 30 s and 50 s`,
          ).toBeLessThanOrEqual(50_000)
          left.push(ttlMs)
        }
        expect(left.length, 'how many counters are in Valkey').toBeGreaterThanOrEqual(3)
        return left
      }
      const began = performance.now()
      await use()
      const left = await look('after all limits were reached')
      const passed = performance.now() - began
      expect(
        Math.min(...left),
        'the shortest PTTL of all counters, the shortest window is 30 s',
      ).toBeGreaterThan(Math.floor(29_000 - passed))
      for (const key of await keysOf(parts.valkey)) await parts.valkey.persist(key)
      await use()
      await statuses(1, 'GET /api/saka', ada)
      await look('after its expiry was lost (PERSIST) and more requests came')
    },
  )

export const noneSlipsThrough: Check = (parts) =>
  visitApi(
    { ...parts, policies: { ...policies, user: { limit: 8, windowSeconds: 30 } } },
    async ({ together, reportsMade }) => {
      const count = (statuses: number[], wanted: number) =>
        statuses.filter((status) => status === wanted).length
      const logins = await together(8, 'POST /login')
      expect(count(logins, 401), 'how many of eight logins at once pass a limit of 2').toBe(2)
      const reports = await together(6, 'GET /api/report', ada)
      expect(count(reports, 200), 'how many of six reports at once pass a limit of 2').toBe(2)
      expect(reportsMade(), 'how many reports were made for six requests at once, limit 2').toBe(2)
      const jokes = await together(10, 'GET /api/saka', ada)
      expect(
        count(jokes, 200),
        'how many of ten jokes at once pass the limit of the user, 8',
      ).toBeLessThanOrEqual(6)
      expect(count(jokes, 200), 'how many of ten jokes at once pass').toBeGreaterThanOrEqual(2)
    },
  )

export const failsClosed: Check = async ({ createApi, valkey }) => {
  const gone = valkey.duplicate()
  await once(gone, 'ready')
  await visitApi({ createApi, valkey: gone, policies }, async ({ send, statuses, reportsMade }) => {
    await statuses(3, 'POST /login')
    await statuses(1, 'GET /api/report', ada)
    gone.disconnect()
    for (const request of ['POST /login', 'GET /api/saka', 'GET /api/report', 'HEAD /api/report']) {
      const { status, header } = await send(request, ada)
      expect(status, `${request} while Valkey cannot answer`).toBe(503)
      expect(header('Retry-After') ?? 'none', `Retry-After of a 503 to ${request}`).toMatch(
        /^[1-9]\d*$/,
      )
      expect(header('Content-Type')?.split(';')[0], `Content-Type of a 503 to ${request}`).toBe(
        'application/problem+json',
      )
      if (request === 'HEAD /api/report') continue
      const { text } = await send(request, ada)
      expect(JSON.parse(text), `the body of a 503 to ${request}`).toMatchObject({
        type: 'https://iana.org/assignments/http-problem-types#temporary-reduced-capacity',
        status: 503,
      })
    }
    expect(reportsMade(), 'reports made: one before Valkey was gone, none after').toBe(1)
  })
}

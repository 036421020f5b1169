// Ways round a limit that anybody tries: made-up headers, other methods, other spellings of a path.
import { expect } from 'vitest'
import type { Check } from './visit-api.ts'
import { adasKey, visitApi } from './visit-api.ts'

const three = { limit: 3, windowSeconds: 30 }
const two = { limit: 2, windowSeconds: 30 }

export const madeUpAddresses: Check = (parts) =>
  visitApi({ ...parts, policies: { login: three, user: three } }, async ({ send }) => {
    const received: number[] = []
    for (const last of [1, 2, 3, 4]) {
      received.push((await send('POST /login', { forwardedFor: `203.0.113.${last}` })).status)
    }
    expect(
      received,
      'four logins from one address, each with another made-up X-Forwarded-For',
    ).toEqual([401, 401, 401, 429])
    const claims: Record<string, string>[] = [
      { Forwarded: 'for=203.0.113.9', 'X-Real-IP': '203.0.113.9' },
      { 'X-Client-IP': '203.0.113.9', 'True-Client-IP': '203.0.113.9', 'User-Agent': 'another' },
      { 'CF-Connecting-IP': '203.0.113.9', Cookie: 'session=9', 'X-API-Key': adasKey },
    ]
    for (const headers of claims) {
      expect(
        (await send('POST /login', { headers })).status,
        `another login from that address, limit 3, with ${JSON.stringify(headers)}`,
      ).toBe(429)
    }
    const users: number[] = []
    for (const name of ['u1', 'u2', 'u3', 'u4']) {
      const headers = { 'X-User': name, 'X-User-Id': name, Authorization: name, Cookie: name }
      users.push((await send('GET /api/saka', { apiKey: adasKey, headers })).status)
    }
    expect(
      users,
      'four requests with one API key, limit 3, each with another X-User, Authorization and cookie',
    ).toEqual([200, 200, 200, 429])
  })

export const headIsNoWayRound: Check = (parts) =>
  visitApi({ ...parts, policies: { report: two } }, async ({ statuses, reportsMade }) => {
    await statuses(2, 'GET /api/report', { apiKey: adasKey })
    const received = await statuses(2, 'HEAD /api/report', { apiKey: adasKey })
    expect(reportsMade(), 'reports made for two GET and two HEAD, limit 2').toBe(2)
    // An app may have no HEAD at all, but here it is Express that answers it.
    expect(
      received.filter((status) => status === 200),
      'HEAD /api/report that pass after the limit of 2 is used up',
    ).toEqual([])
  }).then(() =>
    visitApi({ ...parts, policies: { user: two } }, async ({ statuses }) => {
      await statuses(2, 'GET /api/saka', { apiKey: adasKey })
      for (const request of ['HEAD /api/saka', 'POST /api/saka', 'HEAD /api/report']) {
        expect(
          await statuses(1, request, { apiKey: adasKey }),
          `${request} after the user's limit of 2 is used up: it is for everything under /api`,
        ).toEqual([429])
      }
    }),
  )

export const everySpelling: Check = async (parts) => {
  await visitApi({ ...parts, policies: { report: two } }, async ({ statuses, reportsMade }) => {
    await statuses(2, 'GET /api/report', { apiKey: adasKey })
    const received = [
      ...(await statuses(1, 'GET /api/report/', { apiKey: adasKey })),
      ...(await statuses(1, 'GET /API/Report', { apiKey: adasKey })),
      ...(await statuses(1, 'GET /api/report?again=1', { apiKey: adasKey })),
    ]
    expect(
      received.map((status) => (status === 404 ? 429 : status)),
      'three more reports, asked for as /api/report/, /API/Report and /api/report?again=1, after the limit of 2',
    ).toEqual([429, 429, 429])
    expect(reportsMade(), 'reports made, limit 2').toBe(2)
  })
  await visitApi(
    { ...parts, policies: { user: { limit: 1, windowSeconds: 31 }, login: two } },
    async ({ statuses }) => {
      const used = await statuses(2, 'POST /login')
      for (const request of ['POST /LOGIN', 'POST /login/', 'POST /login?next=1']) {
        used.push(...(await statuses(1, request)))
      }
      expect(
        used.slice(2).map((status) => (status === 404 ? 429 : status)),
        'logins at /LOGIN, /login/ and /login?next=1 after the limit of 2',
      ).toEqual([429, 429, 429])
      // The report before has used up more than one of this user.
      for (const request of ['GET /API/SAKA', 'GET /api/saka/', 'GET /Api/tomorrow']) {
        expect(
          await statuses(1, request, { apiKey: adasKey }),
          `${request} after the user's limit of 1`,
        ).toEqual([429])
      }
    },
  )
}

// Who is counted, where, and how often: checks of lesson 5 that look at decisions and at the counter in Valkey.
import { once } from 'node:events'
import type { RequestHandler } from 'express'
import { expect } from 'vitest'
import { openFaultProxy } from '../../server/valkey/fault-proxy.ts'
import type { Check } from './protected-app.ts'
import { type Answer, type Send, type Sent, visitApp, visitWithoutAddress } from './visit-app.ts'

export const key = 'rate:127.0.0.1'

export const sixthIsRefused: Check = async ({ rateLimit, valkey }) => {
  await visitApp(rateLimit({ valkey }), async (send) => {
    const statuses = (await sendInTurn(send, 6)).map((answer) => answer.status)
    expect(statuses, 'six requests in one window, limit 5').toEqual([200, 200, 200, 200, 200, 429])
  })
}

export const fiveOfTwelvePass: Check = async ({ rateLimit, valkey }) => {
  // Two limiters on one Valkey, as in two processes: neither knows what the other has let through.
  const two = [rateLimit({ valkey }), rateLimit({ valkey })] as const
  await visitApp(two[0], async (first) => {
    await visitApp(two[1], async (second) => {
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, i) => (i % 3 === 0 ? second() : first())),
      )
      const passed = answers.filter((answer) => answer.status === 200)
      expect(passed.length, 'how many of 12 requests at once pass a limit of 5').toBe(5)
    })
  })
}

export const valkeyDecides: Check = async ({ rateLimit, valkey }) => {
  await visitApp(rateLimit({ valkey, limit: 3 }), async (send) => {
    expect((await send()).status, 'the first request, limit 3').toBe(200)
    await valkey.set(key, 3, 'KEEPTTL')
    expect(
      (await send()).status,
      `a request after another process has counted: ${key} was 3 in Valkey, limit 3`,
    ).toBe(429)
    await valkey.set(key, 1, 'KEEPTTL')
    expect(
      (await send()).status,
      `a request after ${key} was set back to 1 in Valkey, limit 3: nothing may be remembered`,
    ).toBe(200)
    await valkey.del(key)
    const statuses = (await sendInTurn(send, 4)).map(({ status }) => status)
    expect(statuses, `four requests after ${key} was deleted in Valkey, limit 3`).toEqual([
      200, 200, 200, 429,
    ])
    expect(await valkey.get(key), `${key} after these four requests`).toBe('4')
  })
  await visitApp(rateLimit({ valkey, limit: 100 }), async (send) => {
    await valkey.set(key, 99, 'KEEPTTL')
    const statuses = (await sendInTurn(send, 2)).map(({ status }) => status)
    expect(statuses, `two requests after ${key} was 99 in Valkey, limit 100`).toEqual([200, 429])
  })
}

export const countsUnderTheAddress: Check = async ({ rateLimit, valkey }) => {
  await visitApp(rateLimit({ valkey }), async (send) => {
    const began = performance.now()
    await sendInTurn(send, 2)
    expect(await valkey.get(key), `${key} after two requests`).toBe('2')
    const ttlMs = await valkey.pttl(key)
    const passed = performance.now() - began
    expect(ttlMs, `PTTL of ${key}, window 60 s`).toBeGreaterThan(Math.floor(59_000 - passed))
    expect(ttlMs, `PTTL of ${key}, window 60 s`).toBeLessThanOrEqual(60_000)
  })
  await visitApp(
    rateLimit({ valkey, limit: 1 }),
    async (send) => {
      const from = (address: string) => send({ headers: { 'X-Forwarded-For': address } })
      const one = [await from('203.0.113.7'), await from('203.0.113.7')]
      const other = await from('198.51.100.4')
      expect(
        [...one, other].map(({ status }) => status),
        'two requests of one client and one of another, behind a proxy that Express trusts, limit 1',
      ).toEqual([200, 429, 200])
      expect(
        await valkey.get('rate:203.0.113.7'),
        'rate:203.0.113.7 after two requests from there, behind a trusted proxy: req.ip says who it is',
      ).toBe('2')
    },
    { trustProxy: true },
  )
}

const claims: Record<string, string>[] = [
  { 'X-Forwarded-For': '203.0.113.1' },
  { 'X-Forwarded-For': '203.0.113.2, 203.0.113.3', Forwarded: 'for=203.0.113.4' },
  { 'X-Real-IP': '203.0.113.5', 'True-Client-IP': '203.0.113.5', 'X-Client-IP': '203.0.113.5' },
  { 'CF-Connecting-IP': '203.0.113.6', 'User-Agent': 'another browser', 'Accept-Language': 'tr' },
  { Cookie: 'session=1; sid=2', Authorization: 'Bearer 1', 'X-API-Key': '1', 'X-User-Id': '1' },
  { 'X-Forwarded-For': '127.0.0.1', 'X-Request-Id': '1', Origin: 'http://a.test', Referer: '/a' },
]

export const claimsBuyNothing: Check = async ({ rateLimit, valkey }) => {
  await visitApp(rateLimit({ valkey, limit: 3 }), async (send) => {
    const statuses: number[] = []
    for (const headers of claims) statuses.push((await send({ headers })).status)
    expect(
      statuses,
      'six requests of one client, limit 3, each with other made-up headers: X-Forwarded-For and Forwarded, X-Real-IP, cookies, keys',
    ).toEqual([200, 200, 200, 429, 429, 429])
    expect(await valkey.get(key), `${key} after these six requests`).toBe('6')
  })
}

const ways: Sent[] = [
  { method: 'GET' },
  { method: 'HEAD' },
  { path: '/API/SAKA' },
  { path: '/api/saka/' },
  { path: '/api/saka?a=1' },
  { method: 'HEAD', path: '/api/Saka?b=2' },
  ...['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => ({
    ...{ method },
    path: '/everything/else',
  })),
]

export const everyWayCounts: Check = async ({ rateLimit, valkey }) => {
  await visitApp(rateLimit({ valkey, limit: 1000 }), async (send) => {
    for (const [before, way] of ways.entries()) {
      const { method = 'GET', path = '/api/saka' } = way
      await send(way)
      expect(
        Number(await valkey.get(key)),
        `${key} after ${method} ${path}, the ${before + 1}. request: what the limiter is mounted on counts, with any method and spelling`,
      ).toBe(before + 1)
    }
  })
  await valkey.del(key)
  await visitApp(rateLimit({ valkey, limit: 1 }), async (send) => {
    await send()
    for (const way of ways.slice(1)) {
      const { method = 'GET', path = '/api/saka' } = way
      expect((await send(way)).status, `${method} ${path} over the limit of 1`).toBe(429)
    }
  })
}

export const refusedRequestsCount: Check = async ({ rateLimit, valkey }) => {
  for (const windowSeconds of [60, 900]) {
    await valkey.del(key)
    await visitApp(rateLimit({ valkey, limit: 2, windowSeconds }), async (send) => {
      await sendInTurn(send, 7)
      expect(await valkey.get(key), `${key} after 7 requests, limit 2`).toBe('7')
      await valkey.persist(key)
      await send()
      const lost = `its expiry was lost (PERSIST) and an 8th request came, limit 2 per ${windowSeconds} s`
      expect(
        await valkey.pttl(key),
        `PTTL of ${key} after ${lost}: -1 shuts this client out for ever`,
      ).toBeGreaterThan(0)
      expect(await valkey.get(key), `${key} after ${lost}: nothing is forgiven`).toBe('8')
    })
  }
}

export const refusedRequestEndsHere: Check = async ({ rateLimit, valkey }) => {
  let handled = 0
  const limiter = rateLimit({ valkey, limit: 2 })
  const counted: RequestHandler = (req, res, next) =>
    limiter(req, res, (error) => {
      handled += 1
      next(error)
    })
  await visitApp(counted, async (send) => {
    await sendInTurn(send, 5)
    expect(handled, 'how often the handler ran for five requests, limit 2').toBe(2)
  })
}

export const failsClosed: Check = async ({ rateLimit, valkey }) => {
  const gone = valkey.duplicate()
  await once(gone, 'ready')
  let handled = 0
  const limiter = rateLimit({ valkey: gone, limit: 1 })
  const counted: RequestHandler = (req, res, next) => {
    return limiter(req, res, (error) => {
      handled += 1
      next(error)
    })
  }
  await visitApp(counted, async (send) => {
    await sendInTurn(send, 2)
    gone.disconnect()
    for (const nth of ['first', 'second']) {
      const answer = await send()
      const { status, header, text } = answer
      expect(
        status,
        `the ${nth} request while Valkey cannot answer, of a client that was over its limit before`,
      ).toBe(503)
      expect(header('Retry-After') ?? 'none', 'Retry-After of a 503').toMatch(/^[1-9]\d*$/)
      expect(typeOf(answer), 'Content-Type of a 503').toBe('application/problem+json')
      expect(JSON.parse(text), 'the body of a 503').toMatchObject({
        type: 'https://iana.org/assignments/http-problem-types#temporary-reduced-capacity',
        status: 503,
      })
    }
    expect(handled, 'requests that reached the handler: one while Valkey answered, no other').toBe(
      1,
    )
  })
  await cutLine({ rateLimit, valkey })
}

/** The line is cut when Valkey has counted and its reply is on the way. */
const cutLine: Check = async ({ rateLimit, valkey }) => {
  const { host = '127.0.0.1', port = 6379 } = valkey.options
  const proxy = await openFaultProxy({ host, port })
  const client = valkey.duplicate({
    host: proxy.host,
    port: proxy.port,
    autoResendUnfulfilledCommands: false,
  })
  client.on('error', () => undefined)
  try {
    await once(client, 'ready')
    await visitApp(rateLimit({ valkey: client }), async (send) => {
      await valkey.del(key)
      await send()
      proxy.cutBeforeReply()
      expect((await send()).status, 'a request whose reply from Valkey was lost').toBe(503)
      expect(
        await valkey.get(key),
        `${key} after two requests, the second one's reply lost: it is not sent again`,
      ).toBe('2')
    })
  } finally {
    client.disconnect()
    await proxy.close()
  }
}

export const noBucketForNobody: Check = async ({ rateLimit, valkey }) => {
  const status = await visitWithoutAddress(rateLimit({ valkey }))
  expect(status, 'a request without a client address').toBe(500)
  const prefix = valkey.options.keyPrefix ?? ''
  const shared = (await valkey.keys(`${prefix}*`)).map((name) => name.slice(prefix.length))
  expect(shared, 'buckets in Valkey that all clients without an address share').toEqual([])
}

export async function sendInTurn(send: Send, times: number): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let sent = 0; sent < times; sent += 1) answers.push(await send())
  return answers
}

export function typeOf({ header }: Answer): string | undefined {
  return header('Content-Type')?.split(';')[0]
}

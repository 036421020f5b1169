import { randomUUID } from 'node:crypto'
import express from 'express'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { openTestValkey } from '../testing/open-test-valkey.ts'
import { serve } from '../testing/serve.ts'
import type { ValkeyConnection } from '../valkey/connect.ts'
import { algorithmNames } from './algorithms/algorithms.ts'
import type { Hit } from './algorithms/fixed-window/fixed-window.ts'
import { type RateLimitOptions, rateLimit } from './rate-limit.ts'
import type { LimiterWarning } from './warnings/limiter-warning.ts'

let connection: ValkeyConnection
const opened: { close(): Promise<void> }[] = []

beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close()
})

/** A server with one limited route; `answered` counts how often the handler behind the limiter ran. */
async function limitedServer(options: Partial<RateLimitOptions> = {}) {
  const prefix = `test:${randomUUID()}:rate:`
  const app = express()
  let answered = 0
  app.get('/', rateLimit({ valkey: connection.client, prefix, ...options }), (_req, res) => {
    answered += 1
    res.send('a joke')
  })
  const server = await serve(app)
  opened.push(server)
  return { url: server.url, key: `${prefix}127.0.0.1`, answered: () => answered }
}

async function getTimes(times: number, url: string): Promise<Response[]> {
  const responses: Response[] = []
  for (let i = 0; i < times; i += 1) responses.push(await fetch(url))
  return responses
}

test('five requests pass with RateLimit headers counting down; the sixth gets 429 and Retry-After', async () => {
  const { url, answered } = await limitedServer()
  const responses = await getTimes(6, url)
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
  const remaining = responses.map(
    ({ headers }) => headers.get('RateLimit')?.match(/;r=(\d+);/)?.[1],
  )
  expect(remaining).toEqual(['4', '3', '2', '1', '0', '0'])
  expect(responses[0]?.headers.get('RateLimit-Policy')).toBe('"default";q=5;w=60')
  expect(answered()).toBe(5)
})

test('a 429 is a problem that names the policy, is not cached, and says when to come back', async () => {
  const { url } = await limitedServer({ limit: 1, name: 'burst' })
  const refused = (await getTimes(2, url))[1] as Response
  expect(refused.headers.get('Content-Type')).toMatch(/^application\/problem\+json/)
  expect(refused.headers.get('Cache-Control')).toBe('no-store')
  const reset = Number(refused.headers.get('RateLimit')?.match(/;t=(\d+)$/)?.[1])
  expect(Number(refused.headers.get('Retry-After'))).toBe(reset)
  expect(reset).toBeGreaterThan(55)
  expect(await refused.json()).toMatchObject({
    type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
    title: 'Request quota exceeded',
    status: 429,
    'violated-policies': ['burst'],
  })
})

test('after the window the client gets through again', async () => {
  const { url, key } = await limitedServer({ limit: 1, windowSeconds: 1 })
  const [first, second] = await getTimes(2, url)
  expect([first?.status, second?.status]).toEqual([200, 429])
  await eventually(async () => (await connection.client.exists(key)) === 0)
  expect((await fetch(url)).status).toBe(200)
})

test('50 of 200 requests at once pass a limit of 50', async () => {
  const { url, answered } = await limitedServer({ limit: 50 })
  const responses = await Promise.all(Array.from({ length: 200 }, () => fetch(url)))
  expect(responses.filter(({ status }) => status === 200)).toHaveLength(50)
  expect(responses.filter(({ status }) => status === 429)).toHaveLength(150)
  expect(answered()).toBe(50)
}, 30_000)

test('each key has a counter of its own', async () => {
  const { url } = await limitedServer({
    limit: 1,
    keyGenerator: (req) => String(req.headers['x-user']),
  })
  const as = (user: string) => fetch(url, { headers: { 'x-user': user } })
  expect((await as('ada')).status).toBe(200)
  expect((await as('ada')).status).toBe(429)
  expect((await as('grace')).status).toBe(200)
})

test('onHit is told each counted request, refused ones too', async () => {
  const hits: Hit[] = []
  const { url, key } = await limitedServer({ limit: 1, onHit: (hit) => hits.push(hit) })
  await getTimes(2, url)
  expect(hits.map((hit) => [hit.key, hit.count])).toEqual([
    [key, 1],
    [key, 2],
  ])
})

test('a request that cannot be counted gets 503, never a 429, and onError learns why', async () => {
  const errors: unknown[] = []
  const valkey = connection.client.duplicate({ lazyConnect: true })
  valkey.disconnect()
  const onError = (error: unknown) => errors.push(error)
  const { url, answered } = await limitedServer({ valkey, onError })
  const response = await fetch(url)
  expect(response.status).toBe(503)
  expect(Number(response.headers.get('Retry-After'))).toBeGreaterThanOrEqual(1)
  expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json/)
  expect(await response.json()).toMatchObject({
    type: 'https://iana.org/assignments/http-problem-types#temporary-reduced-capacity',
    status: 503,
  })
  expect(String(errors[0])).toMatch(/Connection is closed/)
  expect(answered()).toBe(0)
})

test.each(algorithmNames)(
  '%s: a key of another type is replaced, and told once',
  async (algorithm) => {
    const warnings: LimiterWarning[] = []
    const onWarning = (warning: LimiterWarning) => warnings.push(warning)
    const { url, key } = await limitedServer({ algorithm, onWarning })
    const own =
      algorithm === 'fixed-window' ? key : key.replace('127.0.0.1', `${algorithm}:127.0.0.1`)
    for (let i = 0; i < 2; i += 1) {
      await connection.client.unlink(own)
      await connection.client.sadd(own, 'not a counter')
      expect((await fetch(url)).headers.get('RateLimit')).toMatch(/;r=4;/)
    }
    expect(warnings.map(({ code }) => code)).toEqual(['KEY_REPLACED'])
  },
)

test('a window of 0 is refused at construction', () => {
  expect(() => rateLimit({ valkey: connection.client, windowSeconds: 0 })).toThrow(
    'windowSeconds must be a whole number from 1 to 31536000, got 0',
  )
})

test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e15, '5' as unknown as number])(
  'a limit or window of %j is refused at construction, by name and value',
  (value) => {
    const { client } = connection
    const shown = typeof value === 'string' ? `"${value}"` : String(value)
    expect(() => rateLimit({ valkey: client, limit: value })).toThrow(
      `limit must be a whole number from 0 to 1000000000, got ${shown}`,
    )
    expect(() => rateLimit({ valkey: client, windowSeconds: value })).toThrow(
      `windowSeconds must be a whole number from 1 to 31536000, got ${shown}`,
    )
  },
)

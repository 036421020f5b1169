import { randomUUID } from 'node:crypto'
import express from 'express'
import type { Cluster } from 'ioredis'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openTestValkey } from '../testing/open-test-valkey.ts'
import { serve } from '../testing/serve.ts'
import type { ValkeyConnection } from '../valkey/connect.ts'
import { algorithmNames } from './algorithms/algorithms.ts'
import { keyByIp } from './keys/key-by-ip.ts'
import { keyByUser } from './keys/key-by-user.ts'
import type { CountedHit } from './listeners.ts'
import { type RateLimitOptions, rateLimit } from './rate-limit.ts'

let connection: ValkeyConnection
const opened: { close(): Promise<void> }[] = []

beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close()
})

async function limited(options: Partial<RateLimitOptions>) {
  const prefix = `test:${randomUUID()}:`
  const app = express()
  const limiter = rateLimit({ valkey: connection.client, prefix, ...options })
  app.get('/', limiter, (_req, res) => res.send('a joke'))
  const server = await serve(app)
  opened.push(server)
  return { url: server.url, prefix }
}

async function get(url: string, times: number): Promise<Response[]> {
  const all: Response[] = []
  for (let i = 0; i < times; i += 1) all.push(await fetch(url))
  return all
}

const statusesOf = (responses: Response[]) => responses.map(({ status }) => status)

test.each(algorithmNames.filter((name) => name !== 'fixed-window'))(
  '%s: five pass with headers counting down, the sixth gets 429',
  async (algorithm) => {
    const { url } = await limited({ algorithm, windowSeconds: 3600 })
    const responses = await get(url, 6)
    expect(statusesOf(responses)).toEqual([200, 200, 200, 200, 200, 429])
    const remaining = responses.map((one) => one.headers.get('RateLimit')?.match(/;r=(\d+);/)?.[1])
    expect(remaining).toEqual(['4', '3', '2', '1', '0', '0'])
    const refused = responses[5] as Response
    const wait = Number(refused.headers.get('RateLimit')?.match(/;t=(\d+)$/)?.[1])
    expect(Number(refused.headers.get('Retry-After'))).toBe(wait)
    expect(wait).toBeGreaterThanOrEqual(1)
  },
)

test('a burst and a daily limit: headers list both, the 429 names the one that refused', async () => {
  const { url, prefix } = await limited({
    policies: [
      { name: 'burst', limit: 2, windowSeconds: 60, algorithm: 'gcra' },
      { name: 'daily', limit: 1000, windowSeconds: 86_400 },
    ],
  })
  const responses = await get(url, 3)
  expect(statusesOf(responses)).toEqual([200, 200, 429])
  const refused = responses[2] as Response
  expect(refused.headers.get('RateLimit-Policy')).toBe('"burst";q=2;w=60, "daily";q=1000;w=86400')
  expect(refused.headers.get('RateLimit')).toMatch(/^"burst";r=0;t=\d+, "daily";r=998;t=\d+$/)
  expect(await refused.json()).toMatchObject({ 'violated-policies': ['burst'] })
  expect(await connection.client.get(`${prefix}daily:{127.0.0.1}`)).toBe('2')
})

test('by address and by user: whoever is over either one is refused', async () => {
  const user = keyByUser((req) => req.get('x-user'), { fallback: keyByIp() })
  const { url } = await limited({
    policies: [
      { name: 'address', limit: 3, windowSeconds: 60 },
      { name: 'user', limit: 2, windowSeconds: 60, keyGenerator: user },
    ],
  })
  const as = async (name: string) => (await fetch(url, { headers: { 'x-user': name } })).status
  expect([await as('ada'), await as('ada'), await as('ada')]).toEqual([200, 200, 429])
  expect([await as('grace'), await as('grace')]).toEqual([200, 429])
})

test('onHit is told each policy by name', async () => {
  const hits: CountedHit[] = []
  const { url } = await limited({
    policies: [
      { name: 'burst', limit: 2, windowSeconds: 60 },
      { name: 'daily', limit: 5, windowSeconds: 86_400 },
    ],
    onHit: (hit) => hits.push(hit),
  })
  await get(url, 1)
  expect(hits.map(({ policy, count, limit }) => [policy, count, limit])).toEqual([
    ['burst', 1, 2],
    ['daily', 1, 5],
  ])
})

test('shadow mode counts and reports, refuses nobody and tells clients nothing', async () => {
  const hits: CountedHit[] = []
  const { url } = await limited({ limit: 1, shadow: true, onHit: (hit) => hits.push(hit) })
  const responses = await get(url, 3)
  expect(statusesOf(responses)).toEqual([200, 200, 200])
  await expect.poll(() => hits.map(({ allowed }) => allowed)).toEqual([true, false, false])
  expect(responses[0]?.headers.get('RateLimit')).toBeNull()
})

test('shadow mode lets a request pass that has no key, and tells onError', async () => {
  const errors: unknown[] = []
  const keyGenerator = () => {
    throw new Error('no key')
  }
  const { url } = await limited({ shadow: true, keyGenerator, onError: (e) => errors.push(e) })
  expect(statusesOf(await get(url, 1))).toEqual([200])
  await expect.poll(() => String(errors[0])).toBe('Error: no key')
})

test('what works for one policy only, or not for a long log, is refused by name', () => {
  const { client } = connection
  const policies = [
    { name: 'log', limit: 20_000, windowSeconds: 60, algorithm: 'sliding-window-log' as const },
  ]
  expect(() => rateLimit({ valkey: client, policies })).toThrow(
    /policies\[0\]\.limit must be at most 10000 for the sliding window log/,
  )
  const two = [{ name: 'one', limit: 5, windowSeconds: 60 }]
  expect(() => rateLimit({ valkey: client, policies: two, denyCache: true })).toThrow(/denyCache/)
})

test('with the deny cache a refused client is refused from memory, and its counter stands still', async () => {
  const { url, prefix } = await limited({ limit: 2, denyCache: true })
  const responses = await get(url, 6)
  expect(statusesOf(responses)).toEqual([200, 200, 429, 429, 429, 429])
  expect(Number(responses[5]?.headers.get('Retry-After'))).toBeGreaterThan(55)
  expect(await connection.client.get(`${prefix}127.0.0.1`)).toBe('3')
})

test('the old header fields, for clients that read nothing else', async () => {
  const { url } = await limited({ headers: 'legacy' })
  const [first] = await get(url, 1)
  expect(first?.headers.get('X-RateLimit-Limit')).toBe('5')
  expect(first?.headers.get('X-RateLimit-Remaining')).toBe('4')
  expect(first?.headers.get('RateLimit')).toBeNull()
})

test('on a cluster, policies with different keys are refused at construction, with the remedy', () => {
  const cluster = {
    ...{ isCluster: true, evalsha: () => {} },
    options: { enableOfflineQueue: false, retryDelayOnFailover: 0 },
  } as unknown as Cluster
  const policies = [
    { name: 'address', limit: 3, windowSeconds: 60 },
    { name: 'user', limit: 2, windowSeconds: 60, keyGenerator: () => 'ada' },
  ]
  expect(() => rateLimit({ valkey: cluster, policies })).toThrow(/Mount one rateLimit\(\) per/)
})

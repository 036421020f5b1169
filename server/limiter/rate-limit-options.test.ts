// What an app may decide for each request: whom to skip, and how a refusal looks.
import { randomUUID } from 'node:crypto'
import express, { type ErrorRequestHandler } from 'express'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openTestValkey } from '../testing/open-test-valkey.ts'
import { serve } from '../testing/serve.ts'
import type { ValkeyConnection } from '../valkey/connect.ts'
import { algorithmNames } from './algorithms/algorithms.ts'
import type { RateLimitInfo } from './answer/rate-limit-info.ts'
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
  const errors: string[] = []
  const seen: (RateLimitInfo | undefined)[] = []
  const app = express()
  const limiter = { valkey: connection.client, prefix, limit: 1, ...options } as RateLimitOptions
  app.get('/', rateLimit(limiter), (req, res) => {
    seen.push(req.rateLimit)
    res.send('a joke')
  })
  app.use(((error, _req, res, _next) => {
    errors.push(String(error))
    res.status(500).send('an error of the app')
  }) satisfies ErrorRequestHandler)
  const server = await serve(app)
  opened.push(server)
  return { url: server.url, key: `${prefix}127.0.0.1`, errors, seen }
}

async function statuses(url: string, times: number, init?: RequestInit): Promise<number[]> {
  const all: number[] = []
  for (let i = 0; i < times; i += 1) all.push((await fetch(url, init)).status)
  return all
}

test.each<[string, (vip: boolean) => boolean | Promise<boolean>]>([
  ['at once', (vip) => vip],
  ['later', async (vip) => vip],
])('a request that is skipped %s is not counted', async (_when, decide) => {
  const { url, key } = await limited({ skip: (req) => decide(req.headers.vip === 'yes') })
  expect(await statuses(url, 3, { headers: { vip: 'yes' } })).toEqual([200, 200, 200])
  expect(await connection.client.exists(key)).toBe(0)
  expect(await statuses(url, 2)).toEqual([200, 429])
})

test.each(['yes', 1, undefined, {}])('a skip that returns %j skips nothing', async (nonsense) => {
  const { url } = await limited({ skip: () => nonsense as boolean })
  expect(await statuses(url, 2)).toEqual([200, 429])
})

test.each<[string, () => never | Promise<never>]>([
  [
    'throws',
    () => {
      throw new Error('a bug in skip')
    },
  ],
  ['rejects', async () => Promise.reject(new Error('a bug in skip'))],
])('a skip that %s is an error of the app, and nothing is counted', async (_how, skip) => {
  const { url, key, errors } = await limited({ skip })
  expect(await statuses(url, 1)).toEqual([500])
  expect(errors).toEqual(['Error: a bug in skip'])
  expect(await connection.client.exists(key)).toBe(0)
})

test('the key generator’s error behind a slow skip reaches the app too', async () => {
  const keyGenerator = () => {
    throw new Error('no key')
  }
  const { url, errors } = await limited({ skip: async () => false, keyGenerator })
  expect(await statuses(url, 1)).toEqual([500])
  expect(errors).toEqual(['Error: no key'])
})

test('statusCode takes the place of 429, in the body too', async () => {
  const { url } = await limited({ statusCode: 420 })
  expect(await statuses(url, 1)).toEqual([200])
  const refused = await fetch(url)
  expect(refused.status).toBe(420)
  expect(await refused.json()).toMatchObject({ status: 420, 'violated-policies': ['default'] })
})

test('onRefused ends the response: headers and status are set, and it is told why', async () => {
  const { url, key } = await limited({
    onRefused: (_req, res, refusal) => res.json(refusal),
  })
  expect(await statuses(url, 1)).toEqual([200])
  const refused = await fetch(url)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('RateLimit')).toMatch(/^"default";r=0;t=\d+$/)
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(50)
  expect(refused.headers.get('Cache-Control')).toBe('no-store')
  expect(await refused.json()).toMatchObject({
    reason: 'over limit',
    info: { allowed: false, limit: 1, used: 2, remaining: 0, key },
    violations: [{ name: 'default', limit: 1, windowSeconds: 60 }],
  })
})

test('onRefused is told of a request that could not be counted', async () => {
  const valkey = connection.client.duplicate({ lazyConnect: true })
  valkey.disconnect()
  const onError = () => {}
  const { url } = await limited({
    ...{ valkey, onError },
    onRefused: (_req, res, { reason }) => res.send(reason),
  })
  const refused = await fetch(url)
  expect([refused.status, await refused.text()]).toEqual([503, 'not counted'])
})

test.each<[string, () => unknown]>([
  [
    'throws',
    () => {
      throw new Error('a bug in onRefused')
    },
  ],
  ['rejects', async () => Promise.reject(new Error('a bug in onRefused'))],
])('an onRefused that %s is an error of the app', async (_how, onRefused) => {
  const { url, errors } = await limited({ onRefused })
  expect(await statuses(url, 2)).toEqual([200, 500])
  expect(errors).toEqual(['Error: a bug in onRefused'])
})

test('a limit of 0 refuses everybody, without asking Valkey', async () => {
  const valkey = connection.client.duplicate({ lazyConnect: true })
  valkey.disconnect()
  const sources: string[] = []
  const onHit = ({ source }: { source: string }) => sources.push(source)
  const { url, key } = await limited({ valkey, limit: 0, onFailure: 'failOpen', onHit })
  const refused = await fetch(url)
  expect(refused.status).toBe(429)
  expect(refused.headers.get('RateLimit-Policy')).toBe('"default";q=0;w=60')
  expect(refused.headers.get('RateLimit')).toBe('"default";r=0;t=60')
  expect(refused.headers.get('Retry-After')).toBe('60')
  expect(sources).toEqual(['none'])
  expect(await connection.client.exists(key)).toBe(0)
})

test.each(algorithmNames)('%s takes a limit of 0 as one of several policies', async (algorithm) => {
  const policies = [
    { name: 'open', limit: 5, windowSeconds: 60 },
    { name: 'closed', limit: 0, windowSeconds: 60, algorithm },
  ]
  const { url } = await limited({ limit: undefined, policies } as object)
  const refused = await fetch(url)
  expect(refused.status).toBe(429)
  expect(await refused.json()).toMatchObject({ 'violated-policies': ['closed'] })
})

test('req.rateLimit says where the client stands, of several policies by the tightest', async () => {
  const { url, seen, key } = await limited({ limit: 5 })
  await statuses(url, 2)
  expect(seen[1]).toMatchObject({ allowed: true, limit: 5, used: 2, remaining: 3, key })
  expect(seen[1]?.resetSeconds).toBeGreaterThan(50)

  const policies = [
    { name: 'day', limit: 100, windowSeconds: 86_400 },
    { name: 'burst', limit: 3, windowSeconds: 60 },
  ]
  const several = await limited({ limit: undefined, policies } as object)
  await statuses(several.url, 1)
  expect(several.seen[0]).toMatchObject({ limit: 3, remaining: 2, decisions: [{}, {}] })
  expect(several.seen[0]?.key).toContain('burst:')
})

test('req.rateLimit is missing where nothing was counted', async () => {
  const { url, seen } = await limited({ skip: () => true })
  await statuses(url, 1)
  expect(seen).toEqual([undefined])
})

test.each([
  [{ skip: true }, 'skip must be a function, got true'],
  [{ statusCode: 200 }, 'statusCode must be a whole number from 400 to 599, got 200'],
  [{ onRefused: 'no' }, 'onRefused must be a function, got "no"'],
])('%j is refused at construction', (options, message) => {
  expect(() =>
    rateLimit({ valkey: connection.client, ...options } as unknown as RateLimitOptions),
  ).toThrow(message)
})

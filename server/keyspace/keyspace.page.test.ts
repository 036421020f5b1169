import { createHash, randomUUID } from 'node:crypto'
import express from 'express'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { bounds } from '../../web/playground/composer/check-setup.ts'
import { algorithmNames } from '../limiter/algorithms/algorithms.ts'
import { openTestValkey } from '../testing/open-test-valkey.ts'
import { serve } from '../testing/serve.ts'
import type { ValkeyConnection } from '../valkey/connect.ts'
import { keyspaceBounds, longestName } from './bounds.ts'
import { createKeyspace } from './keyspace.ts'
import type { KeyspaceHit } from './limiters.ts'

let connection: ValkeyConnection
const opened: { close(): Promise<void> }[] = []

beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close()
})

async function openKeyspace({ mostKeys }: { mostKeys?: number } = {}) {
  const prefix = `{test:${randomUUID()}}:`
  const hits: KeyspaceHit[] = []
  const app = express()
  app.use(
    '/keyspace',
    createKeyspace({
      valkey: connection.client,
      prefix,
      ...(mostKeys && { mostKeys }),
      onHit: (hit) => hits.push(hit),
      onError: (error) => {
        throw error
      },
    }),
  )
  const server = await serve(app)
  opened.push(server)
  const get = (query: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/keyspace/saka${query}`, { headers })
  return { prefix, hits, get }
}

async function detail(response: Response): Promise<string> {
  return ((await response.json()) as { detail: string }).detail
}

test('without a query it is the guide’s policy, on a key of the keyspace', async () => {
  const { get, prefix, hits } = await openKeyspace()
  const responses: Response[] = []
  for (let i = 0; i < 6; i += 1) responses.push(await get(''))
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
  expect(responses[0]?.headers.get('RateLimit-Policy')).toBe('"default";q=5;w=60')
  const key = `${prefix}rate:5x60:127.0.0.1`
  expect(responses[0]?.headers.get('X-Keyspace-Key')).toBe(key)
  expect(await connection.client.get(key)).toBe('6')
  expect(hits.at(-1)).toMatchObject({
    key,
    count: 6,
    allowed: false,
    limit: 5,
    windowSeconds: 60,
    algorithm: 'fixed-window',
  })
})

test.each(algorithmNames)('%s counts under the policy that the query names', async (algorithm) => {
  const { get, prefix } = await openKeyspace()
  const query = `?algorithm=${algorithm}&limit=2&window=30`
  const responses = [await get(query), await get(query), await get(query)]
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 429])
  expect(responses[0]?.headers.get('RateLimit-Policy')).toBe('"default";q=2;w=30')
  expect(
    await connection.client.exists(
      `${prefix}rate:2x30:${algorithm === 'fixed-window' ? '' : `${algorithm}:`}127.0.0.1`,
    ),
  ).toBe(1)
})

test.each([
  ['ip', 'X-Forwarded-For', '203.0.113.7', '203.0.113.7'],
  ['ip', 'X-Forwarded-For', '2001:db8::7', '2001:db8::/56'],
  ['ip', 'X-Forwarded-For', '203.0.113.7, 10.0.0.1', '203.0.113.7'],
  ['user', 'X-User', 'ada', 'user:ada'],
  ['user', 'X-User', "O'Hara & sons", "user:O'Hara & sons"],
  ['user', 'X-User', '{lab:x}', `user:sha256:${sha256('{lab:x}')}`],
  ['api-key', 'X-API-Key', 's3cret', `api-key:${sha256('s3cret')}`],
])('by %s: %s: %s counts on …%s', async (by, header, name, client) => {
  const { get, prefix } = await openKeyspace()
  const response = await get(`?by=${by}`, { [header]: name })
  expect(response.headers.get('X-Keyspace-Key')).toBe(`${prefix}rate:5x60:${client}`)
})

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

test('each client counts for itself', async () => {
  const { get } = await openKeyspace()
  const statuses: number[] = []
  for (const user of ['ada', 'ada', 'bob']) {
    statuses.push((await get('?by=user&limit=1', { 'X-User': user })).status)
  }
  expect(statuses).toEqual([200, 429, 200])
})

test.each([
  ['?limit=0', 'limit must be a whole number from 1 to 1000000, got "0".'],
  ['?limit=-1', 'limit must be a whole number from 1 to 1000000, got "-1".'],
  ['?limit=1000000000', 'limit must be a whole number from 1 to 1000000, got "1000000000".'],
  ['?limit=5.0', 'limit must be a whole number from 1 to 1000000, got "5.0".'],
  ['?limit=', 'limit must be a whole number from 1 to 1000000, got "".'],
  ['?limit=1&limit=2', 'limit must be a whole number from 1 to 1000000, got a list of 2.'],
  ['?window=0.5', 'window must be a whole number of seconds from 1 to 31536000, got "0.5".'],
  [
    '?window=31536001',
    'window must be a whole number of seconds from 1 to 31536000, got "31536001".',
  ],
  ['?algorithm=leaky', /^algorithm must be one of fixed-window, .*gcra.*, got "leaky"\.$/],
  ['?algorithm=__proto__', /^algorithm must be one of/],
  ['?by=name', 'by must be one of ip, user, api-key, got "name".'],
  ['?max=5', 'The keyspace knows no "max". It knows algorithm, limit, window and by.'],
  ['?algorithm=sliding-window-log&limit=10001', /limit must be at most 10000 for the sliding/],
])('%s is a 400 that names it', async (query, said) => {
  const { get, hits } = await openKeyspace()
  const response = await get(query)
  expect(response.status).toBe(400)
  expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json/)
  expect(await detail(response)).toMatch(said)
  expect(hits).toEqual([])
})

test.each([
  ['?by=user', {}, 'by=user counts by the header X-User, and the request has none.'],
  ['?by=api-key', {}, 'by=api-key counts by the header X-API-Key'],
  ['?by=user', { 'X-User': 'şeyma' }, 'X-User must be 1 to 64 printable ASCII characters'],
  ['?by=user', { 'X-User': 'x'.repeat(65) }, '(65 characters)'],
  ['?by=user', { 'X-User': '' }, 'X-User must be 1 to 64'],
  ['', { 'X-Forwarded-For': '203.0.113.999' }, 'an IP address such as 203.0.113.7, got "203.0'],
  ['', { 'X-Forwarded-For': 'rate:*' }, 'X-Forwarded-For must begin with an IP address'],
])('%s from %o is a 400 that says so', async (query, headers, said) => {
  const { get, hits } = await openKeyspace()
  const sent = Object.fromEntries(
    // As a browser or curl puts it on the wire: the bytes of UTF-8.
    Object.entries(headers).map(([name, value]) => [name, Buffer.from(value).toString('latin1')]),
  )
  const response = await get(query, sent)
  expect(response.status).toBe(400)
  expect(await detail(response)).toContain(said)
  expect(hits).toEqual([])
})

test('the page’s fields have the bounds that the keyspace has', async () => {
  expect({ limit: bounds.limit, window: bounds.window }).toEqual(keyspaceBounds)
  const { get } = await openKeyspace()
  const log = '?algorithm=sliding-window-log&limit='
  expect((await get(log + 10_000)).status).toBe(200)
  expect((await get(log + 10_001)).status).toBe(400)
  expect((await get('?by=user', { 'X-User': 'x'.repeat(longestName) })).status).toBe(200)
  expect((await get('?by=user', { 'X-User': 'x'.repeat(longestName + 1) })).status).toBe(400)
})

test('one key more than the keyspace may hold is refused with a way out; its known clients go on', async () => {
  const { get } = await openKeyspace({ mostKeys: 2 })
  const as = (user: string) => get('?by=user&window=60', { 'X-User': user })
  expect([(await as('ada')).status, (await as('bob')).status]).toEqual([200, 200])
  const refused = await as('eve')
  expect(refused.status).toBe(409)
  expect(await detail(refused)).toContain('The keyspace holds 2 keys, the most it may.')
  expect((await as('ada')).status).toBe(200)
})

test('a keyspace with room again takes new clients: keys that are gone do not count', async () => {
  const { get, prefix } = await openKeyspace({ mostKeys: 1 })
  const as = (user: string) => get('?by=user', { 'X-User': user })
  await as('ada')
  await connection.client.del(`${prefix}rate:5x60:user:ada`)
  expect((await as('bob')).status).toBe(200)
})

test('another window, or another limit, is a counter of its own with its own end', async () => {
  const { get, prefix } = await openKeyspace()
  await get('?window=600')
  const shorter = await get('?window=20')
  expect(shorter.headers.get('RateLimit')).toMatch(/^"default";r=4;t=(20|19)$/)
  expect(await connection.client.ttl(`${prefix}rate:5x20:127.0.0.1`)).toBeLessThan(21)
  expect((await get('?limit=6&window=20')).headers.get('RateLimit')).toMatch(/;r=5;/)
})

test('more policies than are kept count on all the same', async () => {
  const { get } = await openKeyspace()
  for (let limit = 1; limit <= 40; limit += 1) await get(`?limit=${limit}`)
  expect((await get('?limit=1')).status).toBe(429)
})

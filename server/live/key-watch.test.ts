import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { openTestValkey } from '../testing/open-test-valkey.ts'
import type { ValkeyConnection } from '../valkey/connect.ts'
import { createChannel, type EventOf } from './channel.ts'
import type { KeyEvents } from './contract.ts'
import { createKeyWatch, type KeyWatch } from './key-watch.ts'
import { createKeysReader } from './read-keys.ts'

let connection: ValkeyConnection
let key: string
let keys: KeyWatch
let events: EventOf<KeyEvents>[]
let unwatch: () => void

beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())

beforeEach(() => {
  key = `test:${randomUUID()}:rate:127.0.0.1`
  // Of this test alone: what another's watch still tells afterwards goes into that one's.
  const told: EventOf<KeyEvents>[] = []
  events = told
  const channel = createChannel<EventOf<KeyEvents>>()
  channel.subscribe((event) => told.push(event))
  keys = createKeyWatch({
    readKeys: createKeysReader(connection.client),
    channel,
    policy: { limit: 5, windowSeconds: 60 },
    onError: (error) => {
      throw error
    },
  })
  unwatch = keys.watch(key)
})
afterEach(() => unwatch())

const lastState = () => events.at(-1)?.data

test('a hit is told at once, with what it means against the limit', () => {
  keys.hit({ key, count: 6, ttlMs: 41_000 })
  expect(events).toEqual([
    {
      event: 'hit',
      data: {
        key,
        count: 6,
        ttlMs: 41_000,
        limit: 5,
        windowSeconds: 60,
        algorithm: 'fixed-window',
        allowed: false,
      },
    },
  ])
})

test('a hit may have a policy and an algorithm of its own, and keeps them', async () => {
  const own = { limit: 2, windowSeconds: 30, algorithm: 'token-bucket' as const }
  keys.hit({ key, count: 2, ttlMs: 30_000, allowed: false, ...own })
  expect(lastState()).toEqual({ key, count: 2, ttlMs: 30_000, allowed: false, ...own })
  await connection.client.set(key, `1 ${Date.now() * 1000}`, 'EX', 30)
  await keys.refresh()
  const holds = { algorithm: 'token-bucket', tokens: 1 }
  expect(events.at(-1)).toMatchObject({ event: 'key', data: { key, count: 1, holds, ...own } })
  await connection.client.del(key)
})

test('what a hit does not tell is told when it is read, as an event of its own', async () => {
  await connection.client.set(key, '1', 'PX', 60_000)
  keys.hit({ key, count: 1, ttlMs: 60_000 })
  await keys.refresh()
  const held = { key, type: 'string', memory: expect.any(Number) }
  expect(events.slice(1)).toEqual([{ event: 'held', data: held }])
  expect(keys.now()).toMatchObject([held])
  await connection.client.del(key)
})

test('a key that somebody asks for is known from then on, if it is there', async () => {
  const other = `${key}:other`
  await keys.refresh([other])
  expect(keys.now()).toEqual([])
  await connection.client.set(other, '2', 'EX', 60)
  await keys.refresh([other])
  expect(keys.now()).toMatchObject([{ key: other, count: 2, limit: 5 }])
  await connection.client.del(other)
})

test('a key set from outside shows within 2 s', async () => {
  await connection.client.set(key, '3', 'EX', 30)
  const event = await eventually(() => events[0], { withinMs: 2000 })
  expect(event).toMatchObject({ event: 'key', data: { key, count: 3 } })
})

test('DEL from outside shows within 2 s as a key that is gone', async () => {
  await connection.client.set(key, '3', 'EX', 30)
  await keys.refresh()
  await connection.client.del(key)
  await eventually(() => events.length === 2, { withinMs: 2000 })
  expect(lastState()).toMatchObject({ key, count: null, ttlMs: -2 })
  expect(keys.now()).toEqual([])
})

test('EXPIRE and PERSIST from outside show within 2 s', async () => {
  await connection.client.set(key, '3', 'EX', 30)
  await keys.refresh()
  await connection.client.expire(key, 5)
  await eventually(() => events.length === 2, { withinMs: 2000 })
  expect(lastState()).toMatchObject({ count: 3 })
  expect((lastState() as { ttlMs: number }).ttlMs).toBeLessThanOrEqual(5000)
  await connection.client.persist(key)
  await eventually(() => events.length === 3, { withinMs: 2000 })
  expect(lastState()).toMatchObject({ count: 3, ttlMs: -1 })
})

test('the end of a window is told without waiting for the next second', async () => {
  await connection.client.set(key, '5', 'PX', 300)
  await keys.refresh()
  await eventually(() => events.length === 2, { withinMs: 2000 })
  expect(lastState()).toMatchObject({ key, count: null, ttlMs: -2 })
})

test('an untouched key causes no event however often it is read', async () => {
  await connection.client.set(key, '3', 'EX', 30)
  for (let i = 0; i < 20; i += 1) await keys.refresh()
  expect(events).toHaveLength(1)
})

test('a key that is no counter is told as such, in Valkey’s own words', async () => {
  await connection.client.rpush(key, 'x')
  await keys.refresh()
  expect(lastState()).toMatchObject({
    count: null,
    ttlMs: -1,
    problem: expect.stringMatching(/^WRONGTYPE/),
  })
  await connection.client.set(key, 'hello', 'EX', 60)
  await keys.refresh()
  expect(lastState()).toMatchObject({
    count: null,
    problem: 'The key holds "hello", not a counter.',
  })
  await connection.client.del(key)
})

test('a hit that overtakes a reading wins: the counter never jumps back', async () => {
  await connection.client.set(key, '1', 'EX', 60)
  await keys.refresh()
  const reading = keys.refresh()
  keys.hit({ key, count: 7, ttlMs: 60_000 })
  await reading
  expect(lastState()).toMatchObject({ count: 7 })
  expect(keys.now()).toMatchObject([{ key, count: 7 }])
})

test('at most 1,000 keys are kept, the watched one among them', () => {
  keys.hit({ key, count: 1, ttlMs: 60_000 })
  for (let i = 0; i < 1500; i += 1) keys.hit({ key: `${key}:${i}`, count: 1, ttlMs: 60_000 })
  expect(keys.now()).toHaveLength(1000)
  expect(keys.now().map((state) => state.key)).toContain(key)
})

test('keys past that are told as a number, once for many', async () => {
  for (let i = 0; i < 1500; i += 1) keys.hit({ key: `${key}:${i}`, count: 1, ttlMs: 60_000 })
  expect(keys.forgotten()).toBe(500)
  const told = () => events.filter(({ event }) => event === 'forgotten')
  await eventually(() => told().length > 0)
  expect(told()).toEqual([{ event: 'forgotten', data: { count: 500 } }])
})

test('a look reads the keys that are asked for and no other, and for none nothing', async () => {
  const other = `${key}:other`
  await connection.client.mset(key, '3', other, '4')
  expect(await keys.look([])).toBe(true)
  expect(events).toEqual([])
  expect(await keys.look([other, other])).toBe(true)
  expect(events).toMatchObject([{ event: 'key', data: { key: other, count: 4 } }])
  await connection.client.del(key, other)
})

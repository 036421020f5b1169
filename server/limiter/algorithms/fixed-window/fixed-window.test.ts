import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../../../testing/eventually.ts'
import { openTestValkey } from '../../../testing/open-test-valkey.ts'
import type { ValkeyConnection } from '../../../valkey/connect.ts'
import { createFixedWindow } from './fixed-window.ts'

let connection: ValkeyConnection
const newKey = () => `test:${randomUUID()}:rate:127.0.0.1`

beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())

test('the first hit counts 1 and opens the window', async () => {
  const key = newKey()
  const hit = createFixedWindow({ valkey: connection.client, windowSeconds: 60 })
  expect(await hit(key)).toEqual({ key, count: 1, ttlMs: 60_000 })
})

test('later hits add one and leave the window where it is', async () => {
  const key = newKey()
  const hit = createFixedWindow({ valkey: connection.client, windowSeconds: 60 })
  await hit(key)
  await connection.client.pexpire(key, 5000)
  const second = await hit(key)
  expect(second.count).toBe(2)
  expect(second.ttlMs).toBeGreaterThan(0)
  expect(second.ttlMs).toBeLessThanOrEqual(5000)
})

test('the key is a plain string counter, as the guide has it', async () => {
  const key = newKey()
  const hit = createFixedWindow({ valkey: connection.client, windowSeconds: 60 })
  await hit(key)
  await hit(key)
  expect(await connection.client.get(key)).toBe('2')
  expect(await connection.client.type(key)).toBe('string')
})

test('a counter that lost its expiry gets one again, so that its client is not blocked for ever', async () => {
  const key = newKey()
  const hit = createFixedWindow({ valkey: connection.client, windowSeconds: 60 })
  await hit(key)
  await connection.client.persist(key)
  expect(await connection.client.pttl(key)).toBe(-1)
  expect(await hit(key)).toEqual({ key, count: 2, ttlMs: 60_000 })
  expect(await connection.client.pttl(key)).toBeGreaterThan(59_000)
})

test('when the window has ended, counting starts at 1 again', async () => {
  const key = newKey()
  const hit = createFixedWindow({ valkey: connection.client, windowSeconds: 1 })
  await hit(key)
  await hit(key)
  await eventually(async () => (await connection.client.exists(key)) === 0)
  expect((await hit(key)).count).toBe(1)
})

test('200 hits at once are counted 1 to 200, each number once', async () => {
  const key = newKey()
  const hit = createFixedWindow({ valkey: connection.client, windowSeconds: 60 })
  const hits = await Promise.all(Array.from({ length: 200 }, () => hit(key)))
  const counts = hits.map(({ count }) => count).toSorted((a, b) => a - b)
  expect(counts).toEqual(Array.from({ length: 200 }, (_, i) => i + 1))
})

test('a Valkey that forgot its scripts is sent the script again', async () => {
  const key = newKey()
  const hit = createFixedWindow({ valkey: connection.client, windowSeconds: 60 })
  await hit(key)
  await connection.client.script('FLUSH')
  expect((await hit(key)).count).toBe(2)
})

test.each<[string, string[]]>([
  ['a list', ['RPUSH', 'not', 'a', 'counter']],
  ['a word', ['SET', 'not a number']],
  ['a count below zero', ['SET', '-1000000']],
])(
  '%s counts as absent, and is replaced with an expiry',
  async (_what, [command = '', ...args]) => {
    const key = newKey()
    const replaced: string[] = []
    const onReplaced = (one: string) => replaced.push(one)
    const hit = createFixedWindow({ valkey: connection.client, windowSeconds: 60, onReplaced })
    await connection.client.call(command, key, ...args)
    expect((await hit(key)).count).toBe(1)
    expect(replaced).toEqual([key])
    expect((await hit(key)).count).toBe(2)
    expect(await connection.client.pttl(key)).toBeGreaterThan(0)
  },
)

test('a time to live beyond the window is cut to it, and the count stays', async () => {
  const key = newKey()
  const hit = createFixedWindow({ valkey: connection.client, windowSeconds: 60 })
  await connection.client.set(key, 7, 'EX', 100_000)
  expect(await hit(key)).toEqual({ key, count: 8, ttlMs: 60_000 })
  expect(await connection.client.pttl(key)).toBeLessThanOrEqual(60_000)
})

test('the largest number of all gives nobody a fresh quota', async () => {
  const key = newKey()
  const hit = createFixedWindow({ valkey: connection.client, windowSeconds: 60 })
  await connection.client.set(key, '9223372036854775807')
  expect(await hit(key)).toEqual({ key, count: 1e15, ttlMs: 60_000 })
})

// Every algorithm's key is read for what it is: the count is the one that a peek of its own script gives.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAlgorithm, luaByName } from '../limiter/algorithms/algorithm-script.ts'
import {
  type AlgorithmName,
  algorithms as about,
  algorithmNames,
} from '../limiter/algorithms/algorithms.ts'
import { openTestValkey } from '../testing/open-test-valkey.ts'
import type { ValkeyConnection } from '../valkey/connect.ts'
import { createKeysReader } from './read-keys.ts'

let connection: ValkeyConnection
beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())

const newKey = () => `test:${randomUUID()}`
const algorithms = algorithmNames.filter((name) => name !== 'fixed-window')

async function read(key: string, algorithm: AlgorithmName, { limit = 5, windowSeconds = 60 } = {}) {
  const readKeys = createKeysReader(connection.client)
  const [state] = await readKeys([{ key, algorithm, limit, windowSeconds }])
  return state
}

describe.each(algorithms)('%s', (algorithm) => {
  test.each([
    { limit: 5, windowSeconds: 60, hits: 3 },
    { limit: 5, windowSeconds: 60, hits: 9 },
    { limit: 40, windowSeconds: 1, hits: 40 },
    { limit: 1, windowSeconds: 31_536_000, hits: 2 },
    { limit: 7, windowSeconds: 2, hits: 7 },
  ])('$hits hits on $limit per $windowSeconds s', async ({ limit, windowSeconds, hits }) => {
    const valkey = connection.client
    const key = newKey()
    const decide = createAlgorithm({ algorithm, valkey, limit, windowSeconds })
    for (let hit = 0; hit < hits; hit += 1) await decide(key)
    const peek = async () => {
      const lua = luaByName[algorithm]
      const reply = await valkey.eval(lua, 1, key, limit, windowSeconds * 1000, 'peek')
      return Number((reply as number[])[1])
    }
    for (let look = 0; look < 20; look += 1) {
      const before = await peek()
      const state = await read(key, algorithm, { limit, windowSeconds })
      const after = await peek()
      if (state?.ttlMs === -2) break
      // Without hits a count only falls, so a true reading lies between two peeks.
      expect(state?.count).toBeLessThanOrEqual(before)
      expect(state?.count).toBeGreaterThanOrEqual(after)
      expect(state).toMatchObject({ key, type: about[algorithm].keyType, holds: { algorithm } })
      expect(state?.memory).toBeGreaterThan(0)
    }
    await valkey.del(key)
  })

  test('reading repairs nothing: a key without expiry stays one', async () => {
    const key = newKey()
    const valkey = connection.client
    await createAlgorithm({ algorithm, valkey, limit: 5, windowSeconds: 60 })(key)
    await valkey.persist(key)
    expect(await read(key, algorithm)).toMatchObject({ ttlMs: -1, count: 1 })
    expect(await valkey.pttl(key)).toBe(-1)
    await valkey.del(key)
  })

  test('a key that is gone, and one of another type', async () => {
    const key = newKey()
    expect(await read(key, algorithm)).toMatchObject({ key, count: null, ttlMs: -2 })
    await connection.client.rpush(key, 'x')
    const state = await read(key, algorithm)
    expect(state).toMatchObject({
      count: null,
      type: 'list',
      problem: expect.stringMatching(/^WRONGTYPE/),
    })
    await connection.client.del(key)
  })
})

test.each([
  ['fixed-window', 'hello', 'The key holds "hello", not a counter.'],
  ['fixed-window', '05', 'The key holds "05", not a counter.'],
  ['fixed-window', '', 'The key holds "", not a counter.'],
  [
    'fixed-window',
    '99999999999999999999',
    'The key holds "99999999999999999999", not a number that this page can count with.',
  ],
  [
    'fixed-window',
    '9223372036854775807',
    'The key holds "9223372036854775807", not a number that this page can count with.',
  ],
  ['token-bucket', '3', 'The key holds "3", not a token bucket.'],
  ['gcra', '-1', 'The key holds "-1", not a time in microseconds.'],
] as const)('%s: a string "%s" is no counter', async (algorithm, value, problem) => {
  const key = newKey()
  await connection.client.set(key, value, 'EX', 60)
  expect(await read(key, algorithm)).toMatchObject({ count: null, type: 'string', problem })
  await connection.client.del(key)
})

test('the largest number that is told exactly is a counter still', async () => {
  const key = newKey()
  await connection.client.set(key, String(Number.MAX_SAFE_INTEGER), 'EX', 60)
  expect(await read(key, 'fixed-window')).toMatchObject({ count: Number.MAX_SAFE_INTEGER })
  await connection.client.del(key)
})

test('where MEMORY USAGE is refused, memory is unknown and everything else is read', async () => {
  const admin = connection.client
  const user = `test-${randomUUID()}`
  await admin.call('ACL', 'SETUSER', user, 'on', '>pw', '~*', '+@all', '-memory')
  const limited = admin.duplicate({ username: user, password: 'pw', lazyConnect: true })
  await limited.connect()
  const key = newKey()
  await admin.set(key, '3', 'EX', 60)
  const readKeys = createKeysReader(limited)
  for (let look = 0; look < 2; look += 1) {
    const [state] = await readKeys([
      { key, algorithm: 'fixed-window', limit: 5, windowSeconds: 60 },
    ])
    expect(state).toMatchObject({ count: 3, type: 'string', memory: null })
  }
  limited.disconnect()
  await admin.call('ACL', 'DELUSER', user)
  await admin.del(key)
})

test('a thousand keys of every algorithm are read in their order', async () => {
  const valkey = connection.client
  const names = ['fixed-window' as const, ...algorithms]
  const keys = Array.from({ length: 1000 }, (_, i) => ({
    key: newKey(),
    limit: 5,
    windowSeconds: 60,
    algorithm: names[i % names.length] ?? 'fixed-window',
  }))
  const setting = valkey.pipeline()
  for (const { key, algorithm } of keys) {
    if (algorithm === 'fixed-window') setting.set(key, '2', 'EX', 60)
    else setting.eval(luaByName[algorithm], 1, key, 5, 60_000, 'take')
  }
  await setting.exec()
  const states = await createKeysReader(valkey)(keys)
  expect(states.map(({ key }) => key)).toEqual(keys.map(({ key }) => key))
  expect(
    states.every(({ algorithm, count }) => count === (algorithm === 'fixed-window' ? 2 : 1)),
  ).toBe(true)
  await valkey.unlink(...keys.map(({ key }) => key))
})

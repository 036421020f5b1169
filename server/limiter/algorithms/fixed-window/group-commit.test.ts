import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestValkey } from '../../../testing/open-test-valkey.ts'
import type { ValkeyConnection } from '../../../valkey/connect.ts'
import { createGroupedFixedWindow } from './group-commit.ts'

let connection: ValkeyConnection
const newKey = () => `test:${randomUUID()}:rate:127.0.0.1`
const grouped = (options: { windowSeconds?: number; maxBatch?: number } = {}) =>
  createGroupedFixedWindow({ valkey: connection.client, windowSeconds: 60, ...options })

beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())

/** How many script calls `action` makes on this connection. */
async function callsDuring(action: () => Promise<unknown>): Promise<number> {
  const { client } = connection
  const send = client.sendCommand
  let calls = 0
  client.sendCommand = function counting(command, stream) {
    if (command.name === 'evalsha') calls += 1
    return send.call(client, command, stream)
  }
  try {
    await action()
  } finally {
    client.sendCommand = send
  }
  return calls
}

test('hits one after the other count 1, 2, 3 in one window', async () => {
  const key = newKey()
  const hit = grouped()
  expect(await hit(key)).toEqual({ key, count: 1, ttlMs: 60_000 })
  await connection.client.pexpire(key, 5000)
  const second = await hit(key)
  expect(second.count).toBe(2)
  expect(second.ttlMs).toBeLessThanOrEqual(5000)
  expect((await hit(key)).count).toBe(3)
})

test('200 hits at once: who came first has the lower number, and two calls carried them', async () => {
  const key = newKey()
  const hit = grouped()
  await hit(newKey())
  let counts: number[] = []
  const calls = await callsDuring(async () => {
    const hits = await Promise.all(Array.from({ length: 200 }, () => hit(key)))
    counts = hits.map(({ count }) => count)
  })
  expect(counts).toEqual(Array.from({ length: 200 }, (_, i) => i + 1))
  expect(calls).toBe(2)
  expect(await connection.client.get(key)).toBe('200')
})

test('50 of 200 hits at once are within a limit of 50', async () => {
  const key = newKey()
  const hit = grouped()
  const hits = await Promise.all(Array.from({ length: 200 }, () => hit(key)))
  expect(hits.filter(({ count }) => count <= 50)).toHaveLength(50)
})

test('a hit that nobody precedes is sent at once, in this turn', async () => {
  const key = newKey()
  const hit = grouped()
  await hit(newKey())
  const calls = await callsDuring(async () => {
    void hit(key)
  })
  expect(calls).toBe(1)
  expect((await hit(key)).count).toBe(2)
})

test('a call carries at most maxBatch keys', async () => {
  const hit = grouped({ maxBatch: 10 })
  const keys = Array.from({ length: 41 }, newKey)
  const calls = await callsDuring(() => Promise.all(keys.map((key) => hit(key))))
  // One at once, then four times ten.
  expect(calls).toBe(5)
})

test('keys that hold something else count as absent in a batch too, and disturb no others', async () => {
  const [good, list, word, below, long] = [newKey(), newKey(), newKey(), newKey(), newKey()]
  await connection.client.rpush(list, 'not a counter')
  await connection.client.set(word, 'not a number', 'EX', 60)
  await connection.client.set(below, -1_000_000, 'EX', 60)
  await connection.client.set(long, 3, 'EX', 100_000)
  const hit = grouped()
  const hits = await Promise.all(
    [good, list, good, word, list, good, below, long].map((key) => hit(key)),
  )
  expect(hits.map(({ count }) => count)).toEqual([1, 1, 2, 1, 2, 3, 1, 4])
  expect(hits.at(-1)?.ttlMs).toBe(60_000)
  for (const key of [list, word, below, long]) {
    expect(await connection.client.pttl(key)).toBeLessThanOrEqual(60_000)
    expect(await connection.client.pttl(key)).toBeGreaterThan(0)
  }
})

test('a counter that lost its expiry gets one again in a batch too', async () => {
  const key = newKey()
  const hit = grouped()
  await connection.client.set(key, 4)
  const hits = await Promise.all([hit(newKey()), hit(key), hit(key)])
  expect(hits.map(({ count }) => count)).toEqual([1, 5, 6])
  expect(await connection.client.pttl(key)).toBeGreaterThan(59_000)
})

test('a Valkey that forgot its scripts is sent them again, and each hit counts once', async () => {
  const key = newKey()
  const hit = grouped()
  for (let i = 0; i < 5; i += 1) {
    await connection.client.script('FLUSH')
    const counts = (await Promise.all(Array.from({ length: 20 }, () => hit(key)))).map(
      (h) => h.count,
    )
    expect(counts.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, n) => 20 * i + n + 1),
    )
  }
})

test('whenever hits come and on whatever keys: each key counts 1, 2, 3, … in the order of its callers', async () => {
  const keys = [
    'a',
    '',
    ' ',
    '{}',
    '{a}b',
    'new\nline\r\n',
    'NUL\0',
    '__proto__',
    'ş',
    'k'.repeat(10_000),
  ]
  const arrival = fc.record({
    key: fc.constantFrom(...keys),
    pause: fc.constantFrom(
      'at once',
      'at once',
      'at once',
      'next task',
      'next turn',
      'when answered',
    ),
  })
  const arrivals = fc.array(arrival, { minLength: 1, maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(arrivals, fc.integer({ min: 1, max: 8 }), async (hits, maxBatch) => {
      const prefix = `test:${randomUUID()}:`
      const hit = grouped({ maxBatch })
      const answers = []
      for (const { key, pause } of hits) {
        const answer = hit(prefix + key)
        answers.push(answer)
        if (pause === 'next task') await null
        if (pause === 'next turn') await nextTurn()
        if (pause === 'when answered') await answer
      }
      const seen = new Map<string, number>()
      for (const { key, count, ttlMs } of await Promise.all(answers)) {
        expect(count).toBe((seen.get(key) ?? 0) + 1)
        expect(ttlMs).toBeGreaterThan(0)
        seen.set(key, count)
      }
      const used = [...seen.keys()]
      expect(await connection.client.mget(used)).toEqual(used.map((key) => String(seen.get(key))))
      await connection.client.unlink(used)
    }),
    { numRuns: 300 },
  )
}, 60_000)

import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestValkey } from '../../../testing/open-test-valkey.ts'
import type { ValkeyConnection } from '../../../valkey/connect.ts'
import { createScript } from '../../script.ts'
import { createAlgorithm, luaByName } from '../algorithm-script.ts'
import { anyClient, patientClient } from '../models/arrivals.ts'
import { withClock } from '../models/clock.ts'
import { compareInRealTime, compareWithClock } from '../models/compare.ts'
import { modelSlidingWindowLog as modelOf } from './model.ts'

const lua = luaByName['sliding-window-log']
let connection: ValkeyConnection

beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())

test('answers as the model does, to the millisecond, at any times', async () => {
  const run = createScript(connection.client, withClock(lua))
  const clients = fc.array(anyClient, { minLength: 25, maxLength: 25 })
  await fc.assert(
    fc.asyncProperty(clients, async (all) => {
      const compared = await Promise.all(all.map((one) => compareWithClock({ run, modelOf }, one)))
      for (const { said, expected } of compared) expect(said).toEqual(expected)
    }),
    { numRuns: 20 },
  )
}, 30_000)

test('answers as the model does by the server’s own clock, while windows roll over', async () => {
  const run = createScript(connection.client, lua)
  const clients = fc.array(patientClient, { minLength: 40, maxLength: 40 })
  await fc.assert(
    fc.asyncProperty(clients, async (all) => {
      const compared = await Promise.all(all.map((one) => compareInRealTime({ run, modelOf }, one)))
      for (const { said, expected } of compared) expect(said).toEqual(expected)
    }),
    { numRuns: 2, endOnFailure: true },
  )
}, 30_000)

test('the key holds one entry per request that passed, none for the refused', async () => {
  const key = `test:${randomUUID()}:rate:127.0.0.1`
  const run = createScript(connection.client, lua)
  await Promise.all(Array.from({ length: 30 }, () => run([key], [10, 60_000])))
  expect(await connection.client.zcard(key)).toBe(10)
})

test('requests of one microsecond are entries of their own', async () => {
  const key = `test:${randomUUID()}:rate:127.0.0.1`
  const run = createScript(connection.client, withClock(lua))
  const sameUs = (Date.now() + 3_600_000) * 1000
  for (const count of [1, 2, 3]) {
    expect(await run([key], [10, 60_000, 'take', sameUs])).toEqual([1, count, 60_000, 0, sameUs])
  }
})

test('after the limit was lowered, a request waits until enough entries have left', async () => {
  const key = `test:${randomUUID()}:rate:127.0.0.1`
  const run = createScript(connection.client, withClock(lua))
  const startUs = (Date.now() + 3_600_000) * 1000
  for (let i = 0; i < 10; i++) await run([key], [10, 60_000, 'take', startUs + i * 1_000_000])
  const nowUs = startUs + 9_000_000
  expect(await run([key], [4, 60_000, 'take', nowUs])).toEqual([0, 4, 60_000, 57_000, nowUs])
})

test('a limit that would need more than 10,000 entries is refused, and told what to use', () => {
  const { client: valkey } = connection
  expect(() =>
    createAlgorithm({ algorithm: 'sliding-window-log', valkey, limit: 10_001, windowSeconds: 60 }),
  ).toThrow(
    new RangeError(
      'limit must be at most 10000 for the sliding window log, which stores every request, got 10001; ' +
        'gcra keeps one number per key for any limit',
    ),
  )
  expect(() =>
    createAlgorithm({ algorithm: 'sliding-window-log', valkey, limit: 10_000, windowSeconds: 60 }),
  ).not.toThrow()
})

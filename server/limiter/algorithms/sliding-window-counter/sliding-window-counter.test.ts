import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestValkey } from '../../../testing/open-test-valkey.ts'
import type { ValkeyConnection } from '../../../valkey/connect.ts'
import { createScript } from '../../script.ts'
import { luaByName } from '../algorithm-script.ts'
import { anyClient, patientClient } from '../models/arrivals.ts'
import { withClock } from '../models/clock.ts'
import { compareInRealTime, compareWithClock } from '../models/compare.ts'
import { modelSlidingWindowCounter as modelOf } from './model.ts'

const lua = luaByName['sliding-window-counter']
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

test('the last window counts by the part that still overlaps', async () => {
  const key = `test:${randomUUID()}:rate:127.0.0.1`
  const run = createScript(connection.client, withClock(lua))
  const hourUs = 3_600_000_000
  const startUs = (Math.floor((Date.now() * 1000) / hourUs) + 2) * hourUs
  await connection.client.hset(key, { startUs, current: 18, previous: 42 })
  // Cloudflare's own example: 42 requests in the last minute, 18 in the 15 s of this one: 42 * 45/60 + 18 = 49.5.
  const reply = await run([key], [50, 60_000, 'peek', startUs + 15_000_000])
  expect(reply).toEqual([1, 49, 101_667, 0, startUs + 15_000_000])
})

test('the key holds this window’s start and both counters, all in one hash', async () => {
  const key = `test:${randomUUID()}:rate:127.0.0.1`
  const reply = await createScript(connection.client, lua)([key], [10, 60_000])
  const [, , , , nowUs] = reply as [number, number, number, number, number]
  expect(await connection.client.hgetall(key)).toEqual({
    startUs: String(nowUs - (nowUs % 60_000_000)),
    current: '1',
    previous: '0',
  })
})

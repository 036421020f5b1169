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
import { modelGcra as modelOf } from './model.ts'

const lua = luaByName.gcra
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

test('after a full burst one request passes per interval, not a new quota', async () => {
  const run = createScript(connection.client, withClock(lua))
  const key = `test:${randomUUID()}:rate:127.0.0.1`
  const startUs = (Date.now() + 3_600_000) * 1000
  const passedAt = async (ms: number) => {
    const args = [10, 1000, 'take', startUs + ms * 1000]
    const replies = await Promise.all(Array.from({ length: 20 }, () => run([key], args)))
    return replies.filter((reply) => (reply as number[])[0] === 1).length
  }
  expect(await passedAt(0)).toBe(10)
  expect(await passedAt(99)).toBe(0)
  expect(await passedAt(100)).toBe(1)
  expect(await passedAt(500)).toBe(4)
  expect(await passedAt(1500)).toBe(10)
})

test('the key holds the theoretical arrival time, one plain number', async () => {
  const key = `test:${randomUUID()}:rate:127.0.0.1`
  const reply = await createScript(connection.client, lua)([key], [10, 60_000])
  const [, , , , nowUs] = reply as [number, number, number, number, number]
  expect(await connection.client.get(key)).toBe(String(nowUs + 6_000_000))
})

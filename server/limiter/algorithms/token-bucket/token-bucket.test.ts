import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestValkey } from '../../../testing/open-test-valkey.ts'
import type { ValkeyConnection } from '../../../valkey/connect.ts'
import { createScript } from '../../script.ts'
import { luaByName } from '../algorithm-script.ts'
import { modelGcra } from '../gcra/model.ts'
import { anyClient, patientClient } from '../models/arrivals.ts'
import { withClock } from '../models/clock.ts'
import { compareInRealTime, compareWithClock } from '../models/compare.ts'
import { answer } from '../models/model.ts'
import { modelTokenBucket as modelOf } from './model.ts'

const lua = luaByName['token-bucket']
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

test('decides as GCRA does: they are one algorithm, told from two ends', () => {
  const policy = fc.record({
    limit: fc.integer({ min: 1, max: 20 }),
    windowMs: fc.integer({ min: 1, max: 1000 }),
  })
  const pauses = fc.array(fc.integer({ min: 0, max: 300_000 }), { maxLength: 100 })
  fc.assert(
    fc.property(policy, pauses, (agreed, pausesUs) => {
      const [bucket, gcra] = [modelOf(agreed), modelGcra(agreed)]
      let nowUs = 0
      for (const pauseUs of pausesUs) {
        nowUs += pauseUs
        expect(answer(bucket, agreed, nowUs, 'take')).toEqual(answer(gcra, agreed, nowUs, 'take'))
      }
    }),
    { numRuns: 300 },
  )
})

test('the key holds the tokens that are left and when the last one came', async () => {
  const key = `test:${randomUUID()}:rate:127.0.0.1`
  const reply = await createScript(connection.client, lua)([key], [10, 60_000])
  const [, , , , nowUs] = reply as [number, number, number, number, number]
  expect(await connection.client.get(key)).toBe(`9 ${nowUs}`)
})

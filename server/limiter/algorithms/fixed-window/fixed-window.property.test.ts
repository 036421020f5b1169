import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../../../testing/eventually.ts'
import { openTestValkey } from '../../../testing/open-test-valkey.ts'
import type { ValkeyConnection } from '../../../valkey/connect.ts'
import { modelFixedWindow } from './model.ts'

const lua = readFileSync(new URL('./fixed-window.lua', import.meta.url), 'utf8')
let connection: ValkeyConnection

beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())

/** One hit and the server's time: Valkey's clock stands still while a transaction runs. */
async function timedHit(key: string): Promise<{ nowMs: number; count: number; ttlMs: number }> {
  const replies = (await connection.client.multi().time().eval(lua, 1, key, 1).exec()) ?? []
  const [[, time] = [], [error, hit] = []] = replies
  if (error) throw error
  const [seconds, micros] = time as [string, string]
  const [count, ttlMs] = hit as [number, number]
  return { nowMs: Number(seconds) * 1000 + Math.floor(Number(micros) / 1000), count, ttlMs }
}

test('counts and times as the model does, while windows of a second roll over', async () => {
  const pauses = fc.array(fc.constantFrom(0, 0, 1, 20, 40, 60, 940, 1000), {
    minLength: 8,
    maxLength: 12,
  })
  const client = async (pausesMs: number[]) => {
    const key = `test:${randomUUID()}:rate:127.0.0.1`
    const model = modelFixedWindow({ windowSeconds: 1 })
    const seen: { said: unknown; expected: unknown }[] = []
    for (const pauseMs of pausesMs) {
      if (pauseMs > 0) await wait(pauseMs)
      const { nowMs, ...said } = await timedHit(key)
      seen.push({ said, expected: model.hit(nowMs) })
    }
    return seen
  }
  const seen = await Promise.all(fc.sample(pauses, 100).map(client))
  for (const { said, expected } of seen.flat()) expect(said).toEqual(expected)
}, 30_000)

test('around the end of a window nearly two quotas pass: 19 of a limit of 10', async () => {
  const key = `test:${randomUUID()}:rate:127.0.0.1`
  const { client } = connection
  expect((await timedHit(key)).count).toBe(1)
  await eventually(async () => (await client.pttl(key)) < 300)
  const before = await Promise.all(Array.from({ length: 9 }, () => timedHit(key)))
  await eventually(async () => (await client.exists(key)) === 0, { everyMs: 5 })
  const after = await Promise.all(Array.from({ length: 10 }, () => timedHit(key)))

  const passed = [...before, ...after].filter(({ count }) => count <= 10)
  expect(passed).toHaveLength(19)
  expect((passed.at(-1)?.nowMs ?? 0) - (passed[0]?.nowMs ?? 0)).toBeLessThan(1000)
})

// Ten thousand keys that should not be: odd names, wrong types, garbage, times from the future, no expiry.
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestValkey } from '../../testing/open-test-valkey.ts'
import type { ValkeyConnection } from '../../valkey/connect.ts'
import { createScript } from '../script.ts'
import { luaByName } from './algorithm-script.ts'
import { algorithms as about, algorithmNames } from './algorithms.ts'
import { withClock } from './models/clock.ts'
import { type HostileCase, hostileCase } from './models/hostile.ts'

/** The fixed window reports a counter below zero as it is. */
const algorithms = algorithmNames
  .filter((name) => name !== 'fixed-window')
  .map((name) => ({ name, lua: luaByName[name], type: about[name].keyType }))

let connection: ValkeyConnection

beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())

async function prepare({ suffix, held, expires }: HostileCase): Promise<string> {
  const key = `test:${randomUUID()}:${suffix}`
  const [command, ...rest] = held.write
  if (command !== undefined) await connection.client.call(command, key, ...rest)
  if (expires) await connection.client.pexpire(key, 600_000)
  return key
}

/** A failure tells the one case of thousands. */
function named(hostile: HostileCase, checked: Promise<void>): Promise<void> {
  return checked.catch((cause) => {
    const shown = JSON.stringify({ ...hostile, suffix: hostile.suffix.slice(0, 40) }).slice(0, 600)
    throw new Error(`${shown}: ${cause instanceof Error ? cause.message : cause}`, { cause })
  })
}

describe.each(algorithms)('$name', ({ lua, type }) => {
  const check = (hostile: HostileCase) =>
    hostile.held.type === 'none' || hostile.held.type === type
      ? staysWithinBounds(hostile)
      : staysAsItWas(hostile)

  async function staysAsItWas(hostile: HostileCase): Promise<void> {
    const { client } = connection
    const run = createScript(client, lua)
    const key = await prepare(hostile)
    const before = await client.dumpBuffer(key)
    for (const asked of hostile.asked) {
      await expect(run([key], [hostile.limit, hostile.windowMs, asked])).rejects.toThrow(
        'WRONGTYPE',
      )
    }
    expect(await client.dumpBuffer(key)).toEqual(before)
    expect((await client.pttl(key)) > 0).toBe(hostile.expires)
    await client.del(key)
  }

  async function staysWithinBounds(hostile: HostileCase): Promise<void> {
    const { client } = connection
    const run = createScript(client, lua)
    const { limit, windowMs, asked } = hostile
    const key = await prepare(hostile)
    const replies: number[][] = []
    for (const one of asked) replies.push((await run([key], [limit, windowMs, one])) as number[])

    for (const [allowed = -1, count = -1, ttlMs = -1, retryAfterMs = -1] of replies) {
      expect(count).toBeGreaterThanOrEqual(0)
      expect(count).toBeLessThanOrEqual(limit)
      expect(ttlMs).toBeGreaterThanOrEqual(0)
      expect(ttlMs).toBeLessThanOrEqual(2 * windowMs)
      expect(retryAfterMs > 0).toBe(allowed === 0)
      expect(retryAfterMs).toBeLessThanOrEqual(windowMs + 1)
    }
    // -1 would be a key without an expiry, -2 is no key.
    expect(await client.pttl(key)).not.toBe(-1)
    if (hostile.held.type === 'none') countsEachOnce(hostile, replies)

    const [allowed, , , retryAfterMs = 0, nowUs = 0] = replies.at(-1) ?? []
    if (allowed === 0) {
      const runLater = createScript(client, withClock(lua))
      const args = [limit, windowMs, 'peek', nowUs + retryAfterMs * 1000]
      expect(await runLater([key], args)).toMatchObject({ 0: 1 })
      expect(await client.pttl(key)).not.toBe(-1)
    }
    await client.del(key)
  }

  /** In an hour's window nothing drains while the test runs, unless the clock's own hour ends just then. */
  function countsEachOnce({ limit, windowMs, asked }: HostileCase, replies: number[][]): void {
    const hours = new Set(replies.map(([, , , , nowUs = 0]) => Math.floor(nowUs / 3_600_000_000)))
    if (windowMs < 3_600_000 || limit > 10 || hours.size > 1) return
    const taken = asked.map((_, i) => asked.slice(0, i + 1).filter((one) => one === 'take').length)
    expect(replies.map(([, count]) => count)).toEqual(taken.map((n) => Math.min(n, limit)))
  }

  test('2,600 hostile keys: a foreign type is left alone, anything else heals', async () => {
    const all = fc.sample(hostileCase, 2600)
    while (all.length > 0) {
      const checks = all.splice(0, 130).map((hostile) => named(hostile, check(hostile)))
      await Promise.all([...checks, connection.client.script('FLUSH')])
    }
  }, 30_000)
})

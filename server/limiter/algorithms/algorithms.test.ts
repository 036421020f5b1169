// What all algorithms promise alike.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestValkey } from '../../testing/open-test-valkey.ts'
import type { ValkeyConnection } from '../../valkey/connect.ts'
import { createScript, type Script } from '../script.ts'
import { createAlgorithm, luaByName } from './algorithm-script.ts'
import { algorithmNames } from './algorithms.ts'
import { withClock } from './models/clock.ts'

/** The fixed window is bound to its windows, so it promises less: its own tests are in its folder. */
const names = algorithmNames.filter((name) => name !== 'fixed-window')

let connection: ValkeyConnection
const newKey = () => `test:${randomUUID()}:rate:127.0.0.1`
const minuteUs = 60_000_000
/** The start of a minute that is still to come, so that nothing expires by the real clock. */
const startUs = (Math.floor((Date.now() * 1000) / minuteUs) + 60) * minuteUs

beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())

describe.each(names)('%s', (name) => {
  const lua = luaByName[name]
  const create = (policy: Omit<Parameters<typeof createAlgorithm>[0], 'algorithm'>) =>
    createAlgorithm({ algorithm: name, ...policy })

  /** How many of `requests` at that time pass a limit of 10 per minute. */
  async function passed(run: Script, key: string, atMs: number, requests: number): Promise<number> {
    const args = [10, 60_000, 'take', startUs + atMs * 1000]
    const replies = await Promise.all(Array.from({ length: requests }, () => run([key], args)))
    return replies.filter((reply) => (reply as number[])[0] === 1).length
  }

  test('a first request is decided in the words all algorithms share', async () => {
    const decide = create({ valkey: connection.client, limit: 5, windowSeconds: 60 })
    const first = await decide(newKey())
    expect(first).toMatchObject({
      allowed: true,
      count: 1,
      limit: 5,
      remaining: 4,
      retryAfterMs: 0,
    })
    expect(first.ttlMs).toBeGreaterThan(0)
    expect(first.ttlMs).toBeLessThanOrEqual(120_000)
  })

  test('the sixth of five is refused, counts nothing and says when to come back', async () => {
    const key = newKey()
    const decide = create({ valkey: connection.client, limit: 5, windowSeconds: 60 })
    for (let i = 0; i < 5; i++) expect((await decide(key)).allowed).toBe(true)
    const refused = await decide(key)
    expect(refused).toMatchObject({ allowed: false, count: 5, limit: 5, remaining: 0 })
    expect(refused.retryAfterMs).toBeGreaterThan(0)
    expect(refused.retryAfterMs).toBeLessThanOrEqual(60_001)
  })

  test('200 requests at once, limit 50: exactly 50 pass', async () => {
    const key = newKey()
    const decide = create({ valkey: connection.client, limit: 50, windowSeconds: 3600 })
    const decisions = await Promise.all(Array.from({ length: 200 }, () => decide(key)))
    expect(decisions.filter(({ allowed }) => allowed)).toHaveLength(50)
    expect(Math.max(...decisions.map(({ count }) => count))).toBe(50)
  })

  test('a peek decides and takes nothing, not even a key', async () => {
    const key = newKey()
    const run = createScript(connection.client, lua)
    expect(await run([key], [5, 60_000, 'peek'])).toEqual([1, 0, 0, 0, expect.any(Number)])
    expect(await connection.client.exists(key)).toBe(0)
    await run([key], [5, 60_000])
    const held = await connection.client.dumpBuffer(key)
    const peeked = (await run([key], [5, 60_000, 'peek'])) as number[]
    expect(peeked.slice(0, 2)).toEqual([1, 1])
    expect(await connection.client.dumpBuffer(key)).toEqual(held)
  })

  test('around the end of a minute no second quota passes, where a fixed window lets 19 through', async () => {
    const key = newKey()
    const run = createScript(connection.client, withClock(lua))
    expect(await passed(run, key, 0, 1)).toBe(1)
    const before = await passed(run, key, 59_900, 9)
    const after = await passed(run, key, 60_050, 10)
    expect([before, after]).toEqual([9, 1])
  })

  test('a clock that was set back by an hour blocks nobody for more than a window', async () => {
    const key = newKey()
    const run = createScript(connection.client, withClock(lua))
    expect(await passed(run, key, 3_600_000, 11)).toBe(10)
    const refused = (await run([key], [10, 60_000, 'take', startUs + 30_000_000])) as number[]
    expect(refused.slice(0, 2)).toEqual([0, 10])
    expect(refused[3]).toBeLessThanOrEqual(60_001)
    expect(await passed(run, key, 30_000 + (refused[3] ?? 0), 1)).toBe(1)
  })

  test('a key that lost its expiry gets one again, whether the request passes or not', async () => {
    const { client } = connection
    const key = newKey()
    const run = createScript(client, lua)
    for (const asked of ['take', 'peek', 'take', 'take']) {
      await run([key], [2, 60_000, asked])
      expect(await client.pttl(key)).toBeGreaterThan(0)
      await client.persist(key)
    }
    await run([key], [2, 60_000])
    expect(await client.pttl(key)).toBeGreaterThan(0)
  })

  test('its text is also the body of a Lua function: several limits in one script', async () => {
    const both = `local function decide(KEYS, ARGV)
${lua}
end
local first = decide({ KEYS[1] }, { 5, 60000 })
return { first, decide({ KEYS[1] }, { 5, 60000, 'peek' }) }`
    const replies = (await createScript(connection.client, both)([newKey()], [])) as number[][]
    expect(replies.map(([allowed, count]) => [allowed, count])).toEqual([
      [1, 1],
      [1, 1],
    ])
  })

  test('a script that Valkey forgot is sent again', async () => {
    const key = newKey()
    const decide = create({ valkey: connection.client, limit: 5, windowSeconds: 60 })
    await decide(key)
    await connection.client.script('FLUSH')
    expect((await decide(key)).count).toBe(2)
  })

  test.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e15])(
    'a limit or window of %s is refused when the limiter is made',
    (bad) => {
      const { client: valkey } = connection
      expect(() => create({ valkey, limit: bad, windowSeconds: 60 })).toThrow(RangeError)
      expect(() => create({ valkey, limit: 5, windowSeconds: bad })).toThrow(RangeError)
    },
  )
})

// Limits up to a billion and windows up to a year: no count, no time loses its last digit.
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestValkey } from '../../testing/open-test-valkey.ts'
import type { ValkeyConnection } from '../../valkey/connect.ts'
import { createScript } from '../script.ts'
import { luaByName } from './algorithm-script.ts'
import { withClock } from './models/clock.ts'

/** A key where `left` requests pass at `nowUs`; `phase` (0 to 1) is how far the next one is on its way. */
type Nearly = { limit: number; windowUs: number; left: number; phase: number; nowUs: number }
const intervalOf = ({ limit, windowUs }: Nearly) => Math.ceil(windowUs / limit)
const phaseUs = (nearly: Nearly) => Math.floor(nearly.phase * intervalOf(nearly))

const algorithms = [
  {
    name: 'GCRA',
    lua: luaByName.gcra,
    state(nearly: Nearly) {
      const spentUs = (nearly.limit - nearly.left) * intervalOf(nearly)
      return ['SET', nearly.nowUs + spentUs - phaseUs(nearly)]
    },
  },
  {
    name: 'token bucket',
    lua: luaByName['token-bucket'],
    state: (nearly: Nearly) => ['SET', `${nearly.left} ${nearly.nowUs - phaseUs(nearly)}`],
  },
  {
    name: 'sliding window counter',
    lua: luaByName['sliding-window-counter'],
    state({ limit, windowUs, left, nowUs }: Nearly) {
      const startUs = nowUs - (nowUs % windowUs)
      const overlapUs = BigInt(startUs + windowUs - nowUs)
      const overlap = Number((BigInt(limit) * overlapUs) / BigInt(windowUs))
      const previous = overlap + left > limit ? 0 : limit
      const current = limit - left - (previous === 0 ? 0 : overlap)
      return ['HSET', 'startUs', startUs, 'current', current, 'previous', previous]
    },
  },
]

const policies = fc.record({
  limit: fc.oneof(
    fc.integer({ min: 4, max: 1_000_000_000 }),
    fc.constantFrom(4, 7, 1000, 1_000_000, 999_999_937, 1_000_000_000),
  ),
  windowSeconds: fc.oneof(
    fc.integer({ min: 1, max: 31_536_000 }),
    fc.constantFrom(1, 60, 86_400, 31_536_000),
  ),
  left: fc.integer({ min: 0, max: 3 }),
  phase: fc.double({ min: 0, max: 0.999, noNaN: true }),
  afterUs: fc.integer({ min: 0, max: 31_536_000_000_000 }),
})

let connection: ValkeyConnection

beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())

describe.each(algorithms)('$name', ({ lua, state }) => {
  test('what is left passes, no more; the next one in exactly retryAfterMs', async () => {
    const run = createScript(connection.client, withClock(lua))

    async function check({ limit, windowSeconds, left, phase, afterUs }: PolicyCase) {
      const key = `test:${randomUUID()}:rate:127.0.0.1`
      const windowUs = windowSeconds * 1_000_000
      const nowUs = Date.now() * 1000 + 3_600_000_000 + afterUs
      const ask = (asked: 'take' | 'peek', atUs: number) =>
        run([key], [limit, windowUs / 1000, asked, atUs]) as Promise<number[]>
      const [command = '', ...fields] = state({ limit, windowUs, left, phase, nowUs })
      await connection.client.call(String(command), key, ...fields)

      for (let taken = 1; taken <= left; taken++) {
        const passes = await ask('take', nowUs)
        expect([passes[0], passes[1], passes[4]]).toEqual([1, limit - left + taken, nowUs])
      }
      const [allowed, count, ttlMs = 0, retryAfterMs = 0] = await ask('take', nowUs)
      expect([allowed, count]).toEqual([0, limit])
      expect(retryAfterMs).toBeGreaterThanOrEqual(1)
      expect(retryAfterMs).toBeLessThanOrEqual(windowUs / 1000 + 1)
      expect(ttlMs).toBeGreaterThanOrEqual(retryAfterMs)
      expect((await ask('peek', nowUs + (retryAfterMs - 1) * 1000))[0]).toBe(0)
      expect((await ask('peek', nowUs + retryAfterMs * 1000))[0]).toBe(1)
      expect((await ask('peek', nowUs + (ttlMs - 1) * 1000))[1]).toBeGreaterThan(0)
      expect((await ask('peek', nowUs + ttlMs * 1000))[1]).toBe(0)
    }

    type PolicyCase = typeof policies extends fc.Arbitrary<infer T> ? T : never
    const cases = fc.array(policies, { minLength: 50, maxLength: 50 })
    await fc.assert(
      fc.asyncProperty(cases, async (all) => {
        await Promise.all(all.map(check))
      }),
      { numRuns: 10 },
    )
  }, 30_000)
})

// What the lesson's table says of memory: Valkey's own MEMORY USAGE of one client's key, when its limit is used up.
import { afterAll, expect, inject, test } from 'vitest'
import gcra from '../../server/limiter/algorithms/gcra.lua?raw'
import slidingWindowCounter from '../../server/limiter/algorithms/sliding-window-counter.lua?raw'
import slidingWindowLog from '../../server/limiter/algorithms/sliding-window-log.lua?raw'
import tokenBucket from '../../server/limiter/algorithms/token-bucket.lua?raw'
import fixedWindow from '../../server/limiter/fixed-window.lua?raw'
import { openTestClient } from '../open-test-client.ts'

const valkey = openTestClient(inject('valkey'))
const { keyPrefix = '' } = valkey.options
afterAll(() => valkey.disconnect())

async function bytesAt(lua: string, limit: number): Promise<number> {
  const key = `${crypto.randomUUID().slice(0, 8)}:rate:203.0.113.7`
  const isFixed = lua === fixedWindow
  const window = isFixed ? [60] : [limit, 60_000]
  await Promise.all(Array.from({ length: limit }, () => valkey.eval(lua, 1, key, ...window)))
  // The test's own prefix is not the lesson's key.
  const bytes = await valkey.memory('USAGE', key)
  return Number(bytes) - keyPrefix.length - 9
}

test('four of the five keep the same few bytes whatever the limit; the log keeps every request', async () => {
  const measured: Record<string, number[]> = {}
  const scripts = { fixedWindow, slidingWindowLog, slidingWindowCounter, tokenBucket, gcra }
  for (const [name, lua] of Object.entries(scripts)) {
    measured[name] = [await bytesAt(lua, 5), await bytesAt(lua, 100), await bytesAt(lua, 1000)]
  }
  console.log(measured)
  for (const [name, [few = 0, some = 0, many = 0]] of Object.entries(measured)) {
    if (name === 'slidingWindowLog') {
      expect(some, 'the log at 100').toBeGreaterThan(10 * few)
      expect(many, 'the log at 1000').toBeGreaterThan(10 * some)
    } else {
      expect(Math.abs(many - few), `${name}, at 1000 against at 5`).toBeLessThan(32)
      expect(many, name).toBeLessThan(250)
    }
  }
})

// What the lesson's table says of memory: how much `used_memory` of an otherwise empty Valkey grows, per client whose
// limit is used up. Key, value, expiry and the key's share of the tables are all in it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import gcra from '../../server/limiter/algorithms/gcra.lua?raw'
import slidingWindowCounter from '../../server/limiter/algorithms/sliding-window-counter.lua?raw'
import slidingWindowLog from '../../server/limiter/algorithms/sliding-window-log.lua?raw'
import tokenBucket from '../../server/limiter/algorithms/token-bucket.lua?raw'
import fixedWindow from '../../server/limiter/fixed-window.lua?raw'
import { openOwnValkey } from '../../server/testing/own-valkey.ts'

let own: Awaited<ReturnType<typeof openOwnValkey>>
beforeAll(async () => {
  own = await openOwnValkey()
  own.client.options.commandTimeout = 30_000
})
afterAll(() => own.closeBoth())

async function usedMemory(): Promise<number> {
  return Number(/^used_memory:(\d+)/m.exec(await own.client.info('memory'))?.[1])
}

/** Bytes per client, when each of `clients` has sent `limit` requests. */
async function bytesPerClient(lua: string, limit: number, clients: number): Promise<number> {
  const args = lua === fixedWindow ? [60] : [limit, 60_000]
  await own.client.eval(lua, 1, 'warm', ...args)
  await own.client.flushall()
  const before = await usedMemory()
  for (let client = 0; client < clients; client += 1) {
    const key = `rate:203.0.113.${100 + client}`
    await Promise.all(Array.from({ length: limit }, () => own.client.eval(lua, 1, key, ...args)))
  }
  return Math.round(((await usedMemory()) - before) / clients)
}

test('four of the five keep few bytes whatever the limit; the log keeps every request', {
  timeout: 60_000,
}, async () => {
  // At limit 5 and at limit 100, about: what the lesson says. Tables grow in steps, so there is room around it.
  await expectAbout(fixedWindow, 110, 110)
  await expectAbout(slidingWindowLog, 260, 3700)
  await expectAbout(slidingWindowCounter, 170, 170)
  await expectAbout(tokenBucket, 140, 140)
  await expectAbout(gcra, 110, 110)
})

async function expectAbout(lua: string, atFive: number, atHundred: number): Promise<void> {
  const few = await bytesPerClient(lua, 5, 400)
  const many = await bytesPerClient(lua, 100, 50)
  for (const [measured, said] of [
    [few, atFive],
    [many, atHundred],
  ] as const) {
    expect(measured, `bytes per client, about ${said}`).toBeGreaterThan(said * 0.6)
    expect(measured, `bytes per client, about ${said}`).toBeLessThan(said * 1.4)
  }
}

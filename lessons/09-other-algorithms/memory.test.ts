// What the lesson's table says of memory: how much `used_memory` of an otherwise empty Valkey grows, per client whose
// limit is used up. Key, value, expiry and the key's share of the tables are all in it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import fixedWindow from '../../server/limiter/algorithms/fixed-window/fixed-window.lua?raw'
import gcra from '../../server/limiter/algorithms/gcra/gcra.lua?raw'
import slidingWindowCounter from '../../server/limiter/algorithms/sliding-window-counter/sliding-window-counter.lua?raw'
import slidingWindowLog from '../../server/limiter/algorithms/sliding-window-log/sliding-window-log.lua?raw'
import tokenBucket from '../../server/limiter/algorithms/token-bucket/token-bucket.lua?raw'
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
  await own.client.flushall('SYNC')
  const before = await usedMemory()
  for (let client = 0; client < clients; client += 1) {
    const key = `rate:203.0.113.${1000 + client}`
    await Promise.all(Array.from({ length: limit }, () => own.client.eval(lua, 1, key, ...args)))
  }
  return Math.round(((await usedMemory()) - before) / clients)
}

test('four of the five keep few bytes whatever the limit; the log keeps every request', {
  timeout: 90_000,
}, async () => {
  // About what the lesson says. Enough clients that the server's own buffers do not matter.
  const atFive = { fixedWindow, slidingWindowLog, slidingWindowCounter, tokenBucket, gcra }
  const said = [110, 260, 170, 140, 110]
  // A server that has just started still makes and frees buffers of its own: the first run is not counted.
  await bytesPerClient(fixedWindow, 5, 1500)
  for (const [i, [name, lua]] of Object.entries(atFive).entries()) {
    expectAbout(await bytesPerClient(lua, 5, 1500), said[i] ?? 0, `${name}, limit 5`)
  }
  expectAbout(await bytesPerClient(slidingWindowLog, 100, 100), 3700, 'the log, limit 100')
  for (const [name, lua] of Object.entries({
    fixedWindow,
    slidingWindowCounter,
    tokenBucket,
    gcra,
  })) {
    const few = await usageAt(lua, 5)
    expect(await usageAt(lua, 100), `${name}: MEMORY USAGE at limit 100, as at 5`).toBe(few)
  }
})

async function usageAt(lua: string, limit: number): Promise<number> {
  await bytesPerClient(lua, limit, 1)
  return Number(await own.client.memory('USAGE', 'rate:203.0.113.1000'))
}

function expectAbout(measured: number, said: number, what: string): void {
  expect(measured, `${what}: bytes per client, about ${said}`).toBeGreaterThan(said * 0.5)
  expect(measured, `${what}: bytes per client, about ${said}`).toBeLessThan(said * 1.5)
}

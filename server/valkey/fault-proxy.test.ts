import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import type { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { openTestValkey } from '../testing/open-test-valkey.ts'
import type { ValkeyConnection } from './connect.ts'
import { type FaultProxy, openFaultProxy } from './fault-proxy.ts'

let opened: ValkeyConnection
let direct: Redis
let hits: string
let proxy: FaultProxy
let client: Redis

beforeEach(async () => {
  const address = inject('valkey')
  opened = await openTestValkey()
  direct = opened.client
  hits = `test:${randomUUID()}:hits`
  proxy = await openFaultProxy(address)
  const { host, port } = proxy
  client = direct.duplicate({
    host,
    port,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
  })
  client.on('error', () => {})
  await once(client, 'ready')
})
afterEach(async () => {
  client.disconnect()
  await proxy.close()
  await direct.del(hits)
  opened.close()
})

test('without a fault it passes everything on', async () => {
  expect(await client.incr(hits)).toBe(1)
  expect(await direct.get(hits)).toBe('1')
})

test('slow answers come late, and in order', async () => {
  proxy.delay(60)
  const started = performance.now()
  expect(await Promise.all([client.incr(hits), client.incr(hits)])).toEqual([1, 2])
  expect(performance.now() - started).toBeGreaterThanOrEqual(55)
})

test('frozen: Valkey does the work, the answer stays away until it is healed', async () => {
  proxy.freeze()
  let answered = false
  const answer = client.incr(hits).finally(() => {
    answered = true
  })
  await expect.poll(() => direct.get(hits)).toBe('1')
  expect(answered).toBe(false)
  proxy.heal()
  expect(await answer).toBe(1)
})

test('cut before the reply: Valkey has counted, the client got an error, the next connection works', async () => {
  proxy.cutBeforeReply()
  await expect(client.incr(hits)).rejects.toThrow()
  expect(proxy.cuts()).toBe(1)
  expect(await direct.get(hits)).toBe('1')
  await expect.poll(() => client.status).toBe('ready')
  expect(await client.incr(hits)).toBe(2)
})

test('cut between two calls: the first is answered, the second is not', async () => {
  proxy.cutBeforeReply({ after: 1 })
  expect(await client.incr(hits)).toBe(1)
  await expect(client.expire(hits, 60)).rejects.toThrow()
  expect(proxy.cuts()).toBe(1)
})

test('cut before the reply to a chosen command: other replies pass', async () => {
  proxy.cutBeforeReply({ to: /\bincr\b/i })
  expect(await client.get(hits)).toBeNull()
  await expect(client.incr(hits)).rejects.toThrow()
  expect(proxy.cuts()).toBe(1)
  expect(await direct.get(hits)).toBe('1')
})

test('a shorter delay does not let a reply overtake an earlier one', async () => {
  proxy.delay(200)
  const order: number[] = []
  const first = client.incr(hits).then((count) => order.push(count))
  await expect.poll(() => direct.get(hits)).toBe('1')
  proxy.delay(0)
  const second = client.incr(hits).then((count) => order.push(count))
  await Promise.all([first, second])
  expect(order).toEqual([1, 2])
})

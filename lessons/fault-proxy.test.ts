import { once } from 'node:events'
import type { Redis } from 'ioredis'
import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { type FaultProxy, openFaultProxy } from './fault-proxy.ts'
import { openTestClient } from './open-test-client.ts'

let direct: Redis
let proxy: FaultProxy
let client: Redis

beforeEach(async () => {
  const address = inject('valkey')
  direct = await openTestClient(address)
  proxy = await openFaultProxy(address)
  const { host, port } = proxy
  client = direct.duplicate({
    ...{ host, port },
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
  })
  client.on('error', () => {})
  await once(client, 'ready')
})
afterEach(async () => {
  client.disconnect()
  await proxy.close()
  direct.disconnect()
})

test('without a fault it passes everything on', async () => {
  expect(await client.incr('hits')).toBe(1)
  expect(await direct.get('hits')).toBe('1')
})

test('slow answers come late, and in order', async () => {
  proxy.delay(60)
  const started = performance.now()
  expect(await Promise.all([client.incr('hits'), client.incr('hits')])).toEqual([1, 2])
  expect(performance.now() - started).toBeGreaterThanOrEqual(55)
})

test('frozen: Valkey does the work, the answer stays away until it is healed', async () => {
  proxy.freeze()
  let answered = false
  const answer = client.incr('hits').finally(() => {
    answered = true
  })
  await expect.poll(() => direct.get('hits')).toBe('1')
  expect(answered).toBe(false)
  proxy.heal()
  expect(await answer).toBe(1)
})

test('cut before the reply: Valkey has counted, the client got an error, the next connection works', async () => {
  proxy.cutBeforeReply()
  await expect(client.incr('hits')).rejects.toThrow()
  expect(proxy.cuts()).toBe(1)
  expect(await direct.get('hits')).toBe('1')
  await expect.poll(() => client.status).toBe('ready')
  expect(await client.incr('hits')).toBe(2)
})

test('cut between two calls: the first is answered, the second is not', async () => {
  proxy.cutBeforeReply({ after: 1 })
  expect(await client.incr('hits')).toBe(1)
  await expect(client.expire('hits', 60)).rejects.toThrow()
  expect(proxy.cuts()).toBe(1)
})

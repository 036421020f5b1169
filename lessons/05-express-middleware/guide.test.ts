import { afterEach, beforeEach, expect, inject, test } from 'vitest'
import { openTestClient } from '../open-test-client.ts'
import { createRateLimiter } from './guide/rate-limiter.ts'
import { visitApp, visitWithoutAddress } from './visit-app.ts'

let valkey = await openTestClient(inject('valkey'))
beforeEach(async () => {
  valkey.disconnect()
  valkey = await openTestClient(inject('valkey'))
})
afterEach(() => valkey.disconnect())

test("the guide's middleware lets five pass, then answers 429 with a sentence and no headers", async () => {
  await visitApp(createRateLimiter(valkey), async (send) => {
    for (let sent = 0; sent < 5; sent += 1) expect((await send()).status).toBe(200)
    const refused = await send()
    expect(refused.status).toBe(429)
    expect(refused.text).toBe('Hız sınırı aşıldı')
    expect(refused.header('RateLimit')).toBeNull()
    expect(refused.header('Retry-After')).toBeNull()
    expect(refused.header('Cache-Control')).toBeNull()
  })
})

test('clients without an address share the bucket rate:global', async () => {
  expect(await visitWithoutAddress(createRateLimiter(valkey))).toBe(200)
  expect(await valkey.get('rate:global')).toBe('1')
})

test('when Valkey cannot answer, the guide answers 500', async () => {
  await valkey.ping()
  valkey.disconnect()
  await visitApp(createRateLimiter(valkey), async (send) => {
    expect((await send()).status).toBe(500)
  })
})

import { afterAll, expect, inject, test } from 'vitest'
import { openTestClient } from '../open-test-client.ts'
import script from './guide/rate-limiter.lua?raw'

const valkey = await openTestClient(inject('valkey'))
afterAll(() => valkey.disconnect())

const run = (key: string) => valkey.eval(script, 1, key, 60)

test("the guide's script counts and sets the expiry on the first request", async () => {
  expect([await run('a'), await run('a'), await run('a')]).toEqual([1, 2, 3])
  expect(await valkey.ttl('a')).toBeGreaterThan(58)
})

test("the guide's script never repairs a lost expiry: this client stays blocked", async () => {
  await run('b')
  await valkey.persist('b')
  await run('b')
  expect(await valkey.pttl('b')).toBe(-1)
})

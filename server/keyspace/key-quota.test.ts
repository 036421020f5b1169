import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { openTestValkey } from '../testing/open-test-valkey.ts'
import type { ValkeyConnection } from '../valkey/connect.ts'
import { createKeyQuota } from './key-quota.ts'

let connection: ValkeyConnection
beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())

function openQuota(most: number) {
  const onError = (error: unknown) => {
    throw error
  }
  return createKeyQuota({ valkey: connection.client, most, onError })
}

test('a key whose request is on its way has its place, though Valkey does not hold it yet', async () => {
  const quota = openQuota(1)
  const [first, second] = [randomUUID(), randomUUID()]
  expect(await quota.admit(first)).toBe(true)
  expect(await quota.admit(second)).toBe(false)
  // Answered, and Valkey holds no such key: there is room, as soon as Valkey is asked again.
  quota.answered(first)
  expect(await eventually(() => quota.admit(second), { everyMs: 100 })).toBe(true)
})

test('a key that Valkey holds keeps its place when its requests are answered', async () => {
  const quota = openQuota(1)
  const [first, second] = [randomUUID(), randomUUID()]
  await quota.admit(first)
  await connection.client.set(first, '1', 'EX', 60)
  quota.answered(first)
  expect(await quota.admit(second)).toBe(false)
  expect(await quota.admit(first)).toBe(true)
})

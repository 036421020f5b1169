import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { valkeyTest } from '../testing/fixtures.ts'
import { createKeyQuota } from './key-quota.ts'

const test = valkeyTest.extend('openQuota', ({ connection }) => (most: number) => {
  const onError = (error: unknown) => {
    throw error
  }
  return createKeyQuota({ valkey: connection.client, most, onError })
})

test('a key whose request is on its way has its place, though Valkey does not hold it yet', async ({
  openQuota,
}) => {
  const quota = openQuota(1)
  const [first, second] = [randomUUID(), randomUUID()]
  expect(await quota.admit(first)).toBe(true)
  expect(await quota.admit(second)).toBe(false)
  // Answered, and Valkey holds no such key: there is room, as soon as Valkey is asked again.
  quota.answered(first)
  expect(await eventually(() => quota.admit(second), { everyMs: 100 })).toBe(true)
})

test('a key that Valkey holds keeps its place when its requests are answered', async ({
  connection,
  openQuota,
}) => {
  const quota = openQuota(1)
  const [first, second] = [randomUUID(), randomUUID()]
  await quota.admit(first)
  await connection.client.set(first, '1', 'EX', 60)
  quota.answered(first)
  expect(await quota.admit(second)).toBe(false)
  expect(await quota.admit(first)).toBe(true)
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestValkey } from '../testing/open-test-valkey.ts'
import type { ValkeyConnection } from '../valkey/connect.ts'
import { createDeciding } from './deciding.ts'

let connection: ValkeyConnection
beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())

test('what the deny cache knows is there at once; everybody else is asked about', async () => {
  const [key, other] = [`test:${randomUUID()}`, `test:${randomUUID()}`]
  const policy = {
    name: 'default',
    algorithm: 'fixed-window',
    limit: 1,
    windowSeconds: 60,
  } as const
  const decide = createDeciding({
    valkey: connection.client,
    policies: [policy],
    denyCache: true,
  })
  expect(await decide([key])).toMatchObject([{ allowed: true, count: 1 }])
  const asked = decide([key])
  expect(asked).toBeInstanceOf(Promise)
  expect(await asked).toMatchObject([{ allowed: false, count: 2 }])
  expect(decide([key])).toMatchObject([{ allowed: false, remaining: 0, count: 1 }])
  expect(await decide([other])).toMatchObject([{ allowed: true, count: 1 }])
})

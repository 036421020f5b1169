import { inject, test } from 'vitest'
import { openTestClient } from '../open-test-client.ts'
import { checks } from './checks.ts'
import { rateLimit } from './solution/rate-limit.ts'

for (const [name, check] of Object.entries(checks)) {
  test.concurrent(name, { timeout: 15_000 }, async () => {
    const valkey = await openTestClient(inject('valkey'))
    await check({ rateLimit, valkey }).finally(() => valkey.disconnect())
  })
}

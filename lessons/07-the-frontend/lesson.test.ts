import { inject, test } from 'vitest'
import { openTestClient } from '../open-test-client.ts'
import { checks } from './checks.ts'
import { createSakaClient } from './solution/saka-client.ts'

for (const [name, check] of Object.entries(checks)) {
  test(name, async () => {
    const valkey = await openTestClient(inject('valkey'))
    await check({ createSakaClient, valkey }).finally(() => valkey.disconnect())
  })
}

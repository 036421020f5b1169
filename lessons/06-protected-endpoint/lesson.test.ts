import { inject, test } from 'vitest'
import { openTestClient } from '../open-test-client.ts'
import { checks } from './checks.ts'
import { createApp } from './solution/app.ts'

for (const [name, check] of Object.entries(checks)) {
  test(name, async () => {
    const valkey = await openTestClient(inject('valkey'))
    await check({ createApp, valkey }).finally(() => valkey.disconnect())
  })
}

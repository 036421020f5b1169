import { inject, test } from 'vitest'
import { openTestClient } from '../open-test-client.ts'
import { checks } from './checks.ts'
import { incrementByScript } from './increment.ts'
import script from './solution/fixed-window.lua?raw'

const increment = incrementByScript(script)

for (const [name, check] of Object.entries(checks)) {
  test(name, async () => {
    const valkey = await openTestClient(inject('valkey'))
    await check({ increment, valkey, key: name }).finally(() => valkey.disconnect())
  })
}

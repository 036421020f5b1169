import { inject, test } from 'vitest'
import { openTestClient } from '../open-test-client.ts'
import { checks } from './checks.ts'
import { decideByScript } from './decide.ts'
import script from './solution/sliding-window-counter.lua?raw'

const decide = decideByScript(script)

// At the same time: most of them wait for a window to end.
for (const [name, check] of Object.entries(checks)) {
  test.concurrent(name, { timeout: 30_000 }, async () => {
    const valkey = await openTestClient(inject('valkey'))
    await check({ decide, valkey, key: name }).finally(() => valkey.disconnect())
  })
}

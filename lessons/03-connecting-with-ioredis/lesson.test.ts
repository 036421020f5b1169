import { afterAll, beforeAll, test } from 'vitest'
import { checks } from './checks.ts'
import { openClient } from './solution/open-client.ts'
import { openValkeysToBreak } from './visit-valkeys.ts'

let valkeys: Awaited<ReturnType<typeof openValkeysToBreak>>
beforeAll(async () => {
  valkeys = await openValkeysToBreak()
})
afterAll(() => valkeys?.close())

for (const [name, check] of Object.entries(checks)) {
  test(name, { timeout: 20_000 }, () => valkeys.run(check, openClient))
}

import { inject, test } from 'vitest'
import { checks } from './checks.ts'
import { readConnectionSettings } from './solution/connection-settings.ts'

for (const [name, check] of Object.entries(checks)) {
  test(name, () => check({ read: readConnectionSettings, address: inject('valkey') }))
}

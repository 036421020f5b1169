import { openSandboxes } from '../../server/testing/open-sandboxes.ts'
import type { Check } from './checks.ts'
import type { OpenClient } from './solution/open-client.ts'

/** Runs checks, each with a Valkey of its own that may be broken; `close` ends them all. */
export async function openValkeysToBreak(): Promise<{
  run(check: Check, openClient: OpenClient): Promise<void>
  close(): Promise<void>
}> {
  const { sandbox, close } = await openSandboxes({ most: 8 })
  return {
    async run(check, openClient) {
      const stop = new AbortController()
      const valkey = await sandbox.open({ signal: stop.signal })
      try {
        await check({ openClient, valkey })
      } finally {
        stop.abort()
        await valkey.stop()
      }
    },
    close,
  }
}

import type { Request } from 'express'
import type { ValkeyStatus } from '../valkey/contract.ts'
import type { SnapshotEvent } from './contract.ts'
import type { KeyWatch } from './key-watch.ts'

/**
 * What one open event stream needs: its reader's own key is watched for as long as it is open, and its snapshot holds
 * all known keys as Valkey has them now, or none while Valkey is down.
 */
export function openReader({
  keys,
  health,
  policy,
  keyOf,
}: {
  keys: KeyWatch
  policy: SnapshotEvent['policy']
  health: { status(): ValkeyStatus }
  keyOf: (req: Request) => string
}) {
  return function open(req: Request) {
    const yourKey = keyOf(req)
    const unwatch = keys.watch(yourKey)
    return {
      ready: () => keys.refresh(),
      snapshot(): SnapshotEvent {
        const valkey = health.status()
        return { keys: valkey.up ? keys.now() : [], yourKey, policy, valkey }
      },
      close: unwatch,
    }
  }
}

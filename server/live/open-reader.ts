import type { Request } from 'express'
import type { MyLimiter } from '../live-code/contract.ts'
import type { ValkeyStatus } from '../valkey/contract.ts'
import type { SnapshotEvent } from './contract.ts'
import type { KeyWatch } from './key-watch.ts'

/**
 * What one open event stream needs: its reader's own key is watched for as long as it is open, and its snapshot holds
 * all known keys as Valkey has them now, or none while Valkey is down. `?inspect=1` asks for the way of each request
 * too, which `inspect` follows until what it returns is called.
 */
export function openReader({
  keys,
  health,
  policy,
  keyOf,
  inspect,
  myLimiter,
}: {
  keys: KeyWatch
  policy: SnapshotEvent['policy']
  health: { status(): ValkeyStatus }
  keyOf: (req: Request) => string
  inspect: () => () => void
  myLimiter?: () => MyLimiter
}) {
  return function open(req: Request) {
    const yourKey = keyOf(req)
    const inspects = req.query.inspect === '1'
    const unwatch = keys.watch(yourKey)
    const uninspect = inspects ? inspect() : undefined
    return {
      ready: () => keys.refresh(),
      snapshot(): SnapshotEvent {
        const valkey = health.status()
        const forgotten = keys.forgotten()
        return {
          keys: valkey.up ? keys.now() : [],
          ...{ yourKey, policy, valkey },
          ...(forgotten > 0 && { forgotten }),
          ...(myLimiter && { myLimiter: myLimiter() }),
        }
      },
      inspects,
      close() {
        uninspect?.()
        unwatch()
      },
    }
  }
}

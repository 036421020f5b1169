import type { Request } from 'express'
import type { ValkeyStatus } from '../valkey/contract.ts'
import type { AnyEvent } from './channel.ts'
import type { SnapshotEvent } from './contract.ts'
import type { Reader } from './event-stream.ts'
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
  attend,
  further,
  more,
}: {
  keys: KeyWatch
  policy: SnapshotEvent['policy']
  health: { status(): ValkeyStatus }
  keyOf: (req: Request) => string
  inspect: () => () => void
  /** The reader is there until the returned function is called. */
  attend?: () => () => void
  /** What else this keyspace is told after each snapshot. */
  further?: () => AnyEvent[]
  /** What other features add to each snapshot. */
  more?: (() => object) | undefined
}) {
  return function open(req: Request): Reader {
    let yourKey = keyOf(req)
    const inspects = req.query.inspect === '1'
    let unwatch = keys.watch(yourKey)
    const uninspect = inspects ? inspect() : undefined
    const leave = attend?.()
    return {
      ready: () => keys.refresh(),
      snapshot(): SnapshotEvent {
        const key = keyOf(req)
        if (key !== yourKey) {
          unwatch()
          unwatch = keys.watch(key)
          yourKey = key
        }
        const valkey = health.status()
        const forgotten = keys.forgotten()
        return {
          keys: valkey.up ? keys.now() : [],
          yourKey,
          policy,
          valkey,
          ...(forgotten > 0 && { forgotten }),
          ...more?.(),
        }
      },
      inspects,
      ...(further && { further }),
      close() {
        leave?.()
        uninspect?.()
        unwatch()
      },
    }
  }
}

import type { Request } from 'express'
import type { StreamEvent, StreamReader } from '../http/event-stream.ts'
import type { ValkeyStatus } from '../valkey/contract.ts'
import type { Channel } from './channel.ts'
import type { SnapshotEvent } from './contract.ts'
import type { KeyWatch } from './key-watch.ts'

/** Sent only to readers that ask for them. */
const inspections = new Set<string>(['trace', 'untraced'])

/**
 * GET /api/events: a snapshot first, then every event of the channel. The reader's own key is watched for as long as the
 * stream is open, and a snapshot holds all known keys as Valkey has them now, or none while Valkey is down. `?inspect=1`
 * asks for the path of each request too, which `inspect` follows until what it returns is called.
 */
export function openReader({
  channel,
  keys,
  health,
  policy,
  keyOf,
  inspect,
  attend,
  further,
  more,
}: {
  channel: Channel
  keys: KeyWatch
  policy: SnapshotEvent['policy']
  health: { status(): ValkeyStatus }
  keyOf: (req: Request) => string
  inspect: () => () => void
  /** The reader is there until the returned function is called. */
  attend?: () => () => void
  /** Events that follow each snapshot. */
  further?: () => StreamEvent[]
  /** What other features add to each snapshot. */
  more?: (() => object) | undefined
}) {
  return function open(req: Request): StreamReader {
    let yourKey = keyOf(req)
    const inspects = req.query.inspect === '1'
    let unwatch = keys.watch(yourKey)
    const uninspect = inspects ? inspect() : undefined
    const leave = attend?.()

    function snapshot(): SnapshotEvent {
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
    }

    return {
      ready: () => keys.refresh(),
      follow(send) {
        send({ event: 'snapshot', data: snapshot() })
        for (const event of further?.() ?? []) send(event)
        return channel.subscribe((event) => {
          if (inspects || !inspections.has(event.event)) send(event)
        })
      },
      close() {
        leave?.()
        uninspect?.()
        unwatch()
      },
    }
  }
}

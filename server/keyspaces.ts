// The keyspaces that are open in this process.
import type { Request, RequestHandler } from 'express'
import type { KeyspaceParts } from './keyspace-parts.ts'
import type { KeyPolicy } from './live/contract.ts'
import type { WatchedHit } from './live/key-watch.ts'
import type { ValkeyStatus } from './valkey/contract.ts'

export type Keyspaces = {
  /** Hands a request to a part of its own keyspace, which is opened if it is not; in use until the answer has ended. */
  part(pick: (keyspace: KeyspaceParts) => RequestHandler): RequestHandler
  /** The keyspace if it is open here. */
  find(id: string): KeyspaceParts | undefined
  all(): KeyspaceParts[]
  /** Closes a keyspace if it is open: its learner has left. */
  drop(id: string): void
  /** The limiters' `onHit`: reports a counted request to the keyspace that owns the key, if that is open here. */
  hit(hit: WatchedHit): void
  /** Reports Valkey's status to every open keyspace. When Valkey is up again, their keys are read again. */
  valkeyChanged(status: ValkeyStatus): void
  /** Ends what would otherwise never end. */
  endStreams(): void
  close(): Promise<void>
}

type Open = { keyspace: KeyspaceParts; inUse: number; leftAt: number }

const sweepMs = 30_000

/**
 * `keyspaceOf` says whose request it is, `keyspaceOfKey` whose key. A keyspace that nobody has used for `idleMs` is closed: what counts
 * is in Valkey, and the keyspace is opened again when its learner is back.
 */
export function createKeyspaces({
  openKeyspace,
  keyspaceOf,
  keyspaceOfKey,
  idleMs = 120_000,
  openFromTheStart = [],
  hitPolicy = {},
  log,
}: {
  openKeyspace: (id: string) => KeyspaceParts
  keyspaceOf: (req: Request) => string
  keyspaceOfKey: (key: string) => string | undefined
  idleMs?: number
  openFromTheStart?: string[]
  /** The policy of a hit that does not carry its own. */
  hitPolicy?: Partial<KeyPolicy>
  log: (line: string) => void
}): Keyspaces {
  const opened = new Map<string, Open>()
  const sweep = setInterval(closeIdle, Math.min(idleMs, sweepMs))
  sweep.unref()
  openFromTheStart.map(open)

  function open(id: string): Open {
    const one = opened.get(id) ?? { keyspace: openKeyspace(id), inUse: 0, leftAt: 0 }
    opened.set(id, one)
    return one
  }

  function closeIdle(): void {
    const before = performance.now() - idleMs
    for (const [id, { keyspace, inUse, leftAt }] of opened) {
      if (inUse === 0 && leftAt <= before) closeOne(id, keyspace)
    }
  }

  function closeOne(id: string, keyspace: KeyspaceParts): void {
    opened.delete(id)
    keyspace.close().catch((error) => log(`While closing the keyspace ${id}: ${error}`))
  }

  return {
    part(pick) {
      return function handToKeyspace(req, res, next) {
        const one = open(keyspaceOf(req))
        one.inUse += 1
        res.once('close', () => {
          one.inUse -= 1
          one.leftAt = performance.now()
        })
        return pick(one.keyspace)(req, res, next)
      }
    },
    find: (id) => opened.get(id)?.keyspace,
    all: () => [...opened.values()].map(({ keyspace }) => keyspace),
    drop(id) {
      const one = opened.get(id)
      if (one) closeOne(id, one.keyspace)
    },
    hit(hit) {
      const id = keyspaceOfKey(hit.key)
      if (id !== undefined) opened.get(id)?.keyspace.keys.hit({ ...hitPolicy, ...hit })
    },
    valkeyChanged(status) {
      for (const { keyspace } of opened.values()) {
        keyspace.publish({ event: 'valkey', data: status })
        if (status.up) void keyspace.keys.refresh()
      }
      log(status.up ? `Valkey is up: ${status.where}.` : `Valkey is down: ${status.cause}`)
    },
    endStreams() {
      for (const { keyspace } of opened.values()) keyspace.endStreams()
    },
    async close() {
      clearInterval(sweep)
      await Promise.all(Array.from(opened.values(), ({ keyspace }) => keyspace.close()))
    },
  }
}

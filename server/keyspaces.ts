// The labs that are open in this process.
import type { Request, RequestHandler } from 'express'
import type { LabParts } from './keyspace-parts.ts'
import type { WatchedHit } from './live/key-watch.ts'

export type Labs = {
  /** Hands a request to a part of its own lab, which is opened if it is not; in use until the answer has ended. */
  part(pick: (lab: LabParts) => RequestHandler): RequestHandler
  /** The lab if it is open here. */
  find(id: string): LabParts | undefined
  all(): LabParts[]
  /** Closes a lab if it is open: its learner has left. */
  drop(id: string): void
  /** Tells a counted request to the lab whose key it is, if that is open here. */
  hit(hit: WatchedHit): void
  /** Ends what would otherwise never end. */
  endStreams(): void
  close(): Promise<void>
}

type Open = { lab: LabParts; inUse: number; leftAt: number }

const sweepMs = 30_000

/**
 * `labOf` says whose request it is, `labOfKey` whose key. A lab that nobody has used for `idleMs` is closed: what counts
 * is in Valkey, and the lab is opened again when its learner is back.
 */
export function createLabs({
  openLab,
  labOf,
  labOfKey,
  idleMs = 120_000,
  openFromTheStart = [],
  log,
}: {
  openLab: (id: string) => LabParts
  labOf: (req: Request) => string
  labOfKey: (key: string) => string | undefined
  idleMs?: number
  openFromTheStart?: string[]
  log: (line: string) => void
}): Labs {
  const opened = new Map<string, Open>()
  const sweep = setInterval(closeIdle, Math.min(idleMs, sweepMs))
  sweep.unref()
  openFromTheStart.map(open)

  function open(id: string): Open {
    const one = opened.get(id) ?? { lab: openLab(id), inUse: 0, leftAt: 0 }
    opened.set(id, one)
    return one
  }

  function closeIdle(): void {
    const before = performance.now() - idleMs
    for (const [id, { lab, inUse, leftAt }] of opened) {
      if (inUse === 0 && leftAt <= before) closeOne(id, lab)
    }
  }

  function closeOne(id: string, lab: LabParts): void {
    opened.delete(id)
    lab.close().catch((error) => log(`While closing the lab ${id}: ${error}`))
  }

  return {
    part(pick) {
      return function handToLab(req, res, next) {
        const one = open(labOf(req))
        one.inUse += 1
        res.once('close', () => {
          one.inUse -= 1
          one.leftAt = performance.now()
        })
        return pick(one.lab)(req, res, next)
      }
    },
    find: (id) => opened.get(id)?.lab,
    all: () => [...opened.values()].map(({ lab }) => lab),
    drop(id) {
      const one = opened.get(id)
      if (one) closeOne(id, one.lab)
    },
    hit(hit) {
      const id = labOfKey(hit.key)
      if (id !== undefined) opened.get(id)?.lab.keys.hit(hit)
    },
    endStreams() {
      for (const { lab } of opened.values()) lab.endStreams()
    },
    async close() {
      clearInterval(sweep)
      await Promise.all(Array.from(opened.values(), ({ lab }) => lab.close()))
    },
  }
}

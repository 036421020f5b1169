import type { Request } from 'express'
import type { Decision } from '../decision.ts'
import { spellValue } from '../options/spell-value.ts'
import { emitWarning, type LimiterWarning } from './limiter-warning.ts'

export type Counted = {
  guard: MountGuard
  valkey: object
  keys: string[]
  before: Counted | undefined
  /** Filled in once the limiter has decided by a count. */
  decisions: Decision[] | undefined
}
type Marks = { [mark]?: Counted }

/**
 * Noted in the response's `locals`, Express' own place for what belongs to one request: a new property of the request
 * itself makes V8 move its others, and a WeakMap of requests is no cheaper.
 */
const mark = Symbol('rate limiters that have counted this request')

export type MountGuard = {
  /** True when this limiter has counted the request before: let it pass. Ask it first. */
  hasCounted(req: Request): boolean
  /** Call it with the keys that the request is about to be counted on. */
  counts(req: Request, keys: string[]): Counted
}

/**
 * Notices a request that would be counted twice. The same limiter mounted twice (`app.use(limiter)` and on the route)
 * counts once. Two limiters that write the same key of one Valkey both count, because either may be the one that is
 * meant: half the limit is gone, so `onWarning` is told. Each is told once per limiter.
 */
export function createMountGuard({
  valkey,
  onWarning = emitWarning,
}: {
  valkey: object
  onWarning?: (warning: LimiterWarning) => void
}): MountGuard {
  const told = new Set<string>()
  function warnOnce(warning: LimiterWarning): void {
    if (told.has(warning.code)) return
    told.add(warning.code)
    onWarning(warning)
  }

  const guard: MountGuard = {
    hasCounted(req) {
      if (!find(marksOf(req)[mark], (counted) => counted.guard === guard)) return false
      warnOnce({
        code: 'MOUNTED_TWICE',
        message: `The same rate limiter is mounted twice on the way of ${wayOf(req)}. Each request is counted once; remove one of the two.`,
      })
      return true
    },
    counts(req, keys) {
      const marks = marksOf(req)
      const before = marks[mark]
      const counted: Counted = { guard, valkey, keys, before, decisions: undefined }
      marks[mark] = counted
      if (!before) return counted
      const same = keys.find((key) =>
        find(before, (other) => other.valkey === valkey && other.keys.includes(key)),
      )
      if (same === undefined) return counted
      warnOnce({
        code: 'SAME_KEY',
        message: `Two rate limiters count ${wayOf(req)} on the same key ${spellValue(same)}, so each request costs two. Give one of them a prefix of its own.`,
      })
      return counted
    },
  }
  return guard
}

/** What the last limiter that this request met has noted about it. */
export function lastCounted(req: Request): Counted | undefined {
  return marksOf(req)[mark]
}

function marksOf({ res }: Request): Marks {
  return res?.locals ?? {}
}

/** The first of the limiters that have counted a request, the last one first, which is `wanted`. */
function find(
  counted: Counted | undefined,
  wanted: (counted: Counted) => boolean,
): Counted | undefined {
  for (let one = counted; one; one = one.before) if (wanted(one)) return one
  return undefined
}

/** Without the query, which may hold secrets. */
function wayOf({ method, originalUrl }: Request): string {
  return `${method} ${(originalUrl.split('?')[0] ?? '').slice(0, 100)}`
}

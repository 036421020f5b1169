import type { Redis } from 'ioredis'
import { readLua } from '../../read-lua.ts'
import { createScript, type TraceNotes } from '../../script.ts'
import { isForeign, type OnReplaced } from '../foreign-key.ts'

/** One counted request. `ttlMs`: milliseconds until the window of `key` ends. */
export type Hit = { key: string; count: number; ttlMs: number }

const lua = readLua('algorithms/fixed-window/fixed-window.lua')
const repairLua = readLua('algorithms/fixed-window/fixed-window-repair.lua')

/**
 * The fixed window counter: the first hit opens a window of `windowSeconds` (whole seconds), every hit in it adds one.
 * The returned function counts one request on `key`; it rejects with ioredis' error when Valkey cannot answer,
 * and then it is unknown whether the request was counted.
 * A key that holds something else, a count below one or a time to live beyond the window is put right by a second call,
 * and `onReplaced` is told of the first of these.
 * Source: https://valkey.io/commands/incr/ (Pattern: Rate limiter 2)
 */
export function createFixedWindow({
  valkey,
  windowSeconds,
  onReplaced,
}: {
  valkey: Redis
  windowSeconds: number
  onReplaced?: OnReplaced | undefined
}): (key: string, notes?: TraceNotes) => Promise<Hit> {
  const run = createScript(valkey, lua, 'fixed-window.lua')
  const repair = createFixedWindowRepair({ valkey, windowSeconds, onReplaced })
  return async function hit(key, notes) {
    const reply = (await run([key], [windowSeconds], notes).catch(foreignOnly)) as [number, number]
    const [count, ttlMs] = isRight(reply, windowSeconds) ? reply : await repair(key, 1)
    return { key, count, ttlMs }
  }
}

/** False when something else has written into the key, which then needs a repair. */
export function isRight(
  [count, ttlMs]: [count: unknown, ttlMs: unknown],
  windowSeconds: number,
): boolean {
  return typeof count === 'number' && count >= 1 && Number(ttlMs) <= windowSeconds * 1000
}

/** Returns what puts a key right, with so many hits when there was no counter in it. */
export function createFixedWindowRepair({
  valkey,
  windowSeconds,
  onReplaced,
}: {
  valkey: Redis
  windowSeconds: number
  onReplaced?: OnReplaced | undefined
}): (key: string, hits: number) => Promise<[count: number, ttlMs: number]> {
  const run = createScript(valkey, repairLua, 'fixed-window-repair.lua')
  return async function repair(key, hits) {
    const reply = (await run([key], [windowSeconds, hits])) as [number, number, number]
    const [count, ttlMs, replaced] = reply
    if (replaced === 1) onReplaced?.(key)
    return [count, ttlMs]
  }
}

function foreignOnly(error: unknown): [undefined, undefined] {
  if (isForeign(error)) return [undefined, undefined]
  throw error
}

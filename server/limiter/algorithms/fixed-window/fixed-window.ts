import type { Redis } from 'ioredis'
import { readLua } from '../../read-lua.ts'
import { createScript, type TraceNotes } from '../../script.ts'

/** One counted request. `ttlMs`: milliseconds until the window of `key` ends. */
export type Hit = { key: string; count: number; ttlMs: number }

const lua = readLua('algorithms/fixed-window/fixed-window.lua')

/**
 * The fixed window counter: the first hit opens a window of `windowSeconds` (whole seconds), every hit in it adds one.
 * The returned function counts one request on `key`; it rejects with ioredis' error when Valkey cannot answer,
 * and then it is unknown whether the request was counted.
 * Source: https://valkey.io/commands/incr/ (Pattern: Rate limiter 2)
 */
export function createFixedWindow({
  valkey,
  windowSeconds,
}: {
  valkey: Redis
  windowSeconds: number
}): (key: string, notes?: TraceNotes) => Promise<Hit> {
  const run = createScript(valkey, lua, 'fixed-window.lua')
  return async function hit(key, notes) {
    const [count, ttlMs] = (await run([key], [windowSeconds], notes)) as [number, number]
    return { key, count, ttlMs }
  }
}

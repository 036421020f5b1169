import type { Redis } from 'ioredis'

/** Counts one request on `key`; gives the requests in this window so far, and the milliseconds until it ends. */
export type Increment = (
  valkey: Redis,
  key: string,
  windowSeconds: number,
) => Promise<[count: number, ttlMs: number]>

/** What runs a script: one EVAL, with one key and the window as its argument. */
export function incrementByScript(lua: string): Increment {
  return async function increment(valkey, key, windowSeconds) {
    return (await valkey.eval(lua, 1, key, windowSeconds)) as [number, number]
  }
}

import type { Redis } from 'ioredis'

/** Decides on one request of `key`: whether it passes, and how much of the limit is used then. */
export type Decide = (
  valkey: Redis,
  key: string,
  policy: { limit: number; windowMs: number; clockAheadMs?: number },
) => Promise<{ allowed: boolean; count: number }>

/** Runs a script: one EVAL, with one key, limit, window, and what the caller's clock says, which may be wrong. */
export function decideByScript(lua: string): Decide {
  return async function decide(valkey, key, { limit, windowMs, clockAheadMs = 0 }) {
    const clock = Date.now() + clockAheadMs
    const reply = await valkey.eval(lua, 1, key, limit, windowMs, clock)
    const [allowed, count] = reply as [number, number]
    return { allowed: allowed === 1, count }
  }
}

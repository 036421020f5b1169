import type { ScriptCall } from '../limiter/tracing.ts'
import type { ScriptRun } from './contract.ts'
import { createFixedWindowWent, type FixedWindowWent } from './fixed-window-went.ts'
import { fixedWindow, fixedWindowBatch } from './limiter-scripts.ts'

/** The ways through `if ttlMs < 0 then`: into it, past it, or nobody knows. */
const expiryWays = { first: [0], repair: [0], later: [1], laterOrRepair: [0, 1] } as const

/**
 * The lines of the fixed window's script, alone or for many hits at once, that ran for this hit. Hits on one key that
 * share a call share its run: `ownCount` tells which of them this one was.
 */
export function createFixedWindowRan(): (call: ScriptCall, ownCount?: number) => ScriptRun {
  const wentOf = createFixedWindowWent()
  const judged = new WeakMap<ScriptCall, FixedWindowWent>()

  return function fixedWindowRan(call, ownCount = 0) {
    const [count, ttlMs] = call.reply as [number | string, number]
    const [windowSeconds = 0, hits = 1] = call.args.map(Number)
    const loop = { 'for i, key in ipairs(KEYS) do': [0], "if type(count) == 'table' then": [1] }
    if (typeof count === 'string') {
      const went = { ...loop, "if type(count) == 'table' then": [0], 'if ttlMs < 0 then': [1] }
      return fixedWindowBatch.run(went, 'notACounter')
    }
    const [key = ''] = call.keys
    const { sentAt, answeredAt } = call
    const windowMs = windowSeconds * 1000
    const went =
      judged.get(call) ?? wentOf({ key, windowMs, hits, count, ttlMs, sentAt, answeredAt })
    judged.set(call, went)

    const happened = ownCount > count - hits + 1 ? 'later' : went
    const expiry = { 'if ttlMs < 0 then': expiryWays[went] }
    return call.script === 'fixed-window.lua'
      ? fixedWindow.run(expiry, happened)
      : fixedWindowBatch.run({ ...loop, ...expiry }, happened)
  }
}

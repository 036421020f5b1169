import { createHash } from 'node:crypto'
import type { Redis } from 'ioredis'

/** A script call as it concerns one request: in a call that many share, only this one's keys, arguments and reply. */
export type ScriptCall = {
  /** The file of the script, for example `fixed-window.lua`. */
  script: string
  keys: string[]
  args: (string | number)[]
  reply: unknown
  /** How many requests the call carried, this one included. */
  sharedBy: number
  /** Milliseconds of performance.now(), like `answeredAt`. */
  sentAt: number
  answeredAt: number
}

/** Filled in on the way of a request that is traced (tracing.ts). */
export type TraceNotes = {
  call?: ScriptCall
  /** What Valkey or the deadline said when the request could not be counted. */
  failure?: unknown
}

/** Runs one Lua script with these keys and arguments, and gives back Valkey's reply; notes the call in `notes`. */
export type Script = (
  keys: string[],
  args: (string | number)[],
  notes?: TraceNotes,
) => Promise<unknown>

/**
 * Prepares a Lua script: each call sends only its SHA-1 (EVALSHA), and the text once more when Valkey says it
 * does not know it, as after a restart or SCRIPT FLUSH.
 * NOSCRIPT is the only error that is safe to repeat: the script did not run. After any other one, a lost
 * connection above all, the hit may have been counted, and a second try would count it twice.
 * `file` is its name in a trace. Source: https://valkey.io/topics/eval-intro/
 */
export function createScript(valkey: Redis, lua: string, file = 'script'): Script {
  const sha1 = createHash('sha1').update(lua).digest('hex')

  return async function runScript(keys, args, notes) {
    if (!notes) return run(keys, args)
    const sentAt = performance.now()
    const reply = await run(keys, args)
    const answeredAt = performance.now()
    notes.call = { script: file, keys, args, reply, sharedBy: 1, sentAt, answeredAt }
    return reply
  }

  async function run(keys: string[], args: (string | number)[]): Promise<unknown> {
    try {
      return await valkey.evalsha(sha1, keys.length, ...keys, ...args)
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
      return valkey.eval(lua, keys.length, ...keys, ...args)
    }
  }
}

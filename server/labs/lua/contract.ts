// The Lua lab on the wire: POST /api/labs/lua, and the actions of its run.
import { z } from 'zod'
import { shortList, shortText } from '../schema-parts.ts'

export const maxScriptCharacters = 64 * 1024

export const luaOptions = z.strictObject({})

const words = shortList(shortText(1024), { most: 16 })

export const luaAction = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('run'),
    script: shortText(maxScriptCharacters),
    keys: words,
    args: words,
  }),
  /** Deletes every key. */
  z.strictObject({ do: z.literal('empty') }),
  z.strictObject({ do: z.literal('look') }),
])
export type LuaAction = z.infer<typeof luaAction>

/** One key as Valkey holds it. */
const heldKey = z.strictObject({
  /** As valkey-cli prints it, without the quotes where it is plain text. */
  key: z.string(),
  type: z.string(),
  /** In valkey-cli's notation; long values are cut. */
  value: z.string(),
  /** PTTL's own answer: -1 is a key without expiry. */
  ttlMs: z.number(),
})
export type HeldKey = z.infer<typeof heldKey>

/** `total`: all of them; `shown` are the first in the order of their names. */
const keysHeld = z.strictObject({ total: z.number(), shown: z.array(heldKey) })
export type KeysHeld = z.infer<typeof keysHeld>

/** A Valkey is ready for scripts. Sent again when a new one had to be started. */
export const luaReady = z.strictObject({
  version: z.string(),
  /** What bounds it on this machine, in sentences. */
  limits: z.array(z.string()),
  keys: keysHeld,
})
export type LuaReady = z.infer<typeof luaReady>

/** The result of the action `run`. */
export type LuaResult = {
  /** In valkey-cli's notation; an error too. Empty when there is no reply. */
  reply: string
  /** Set when the reply is an error: its message, and its line where Valkey names one. */
  error?: { message: string; line: number | null }
  /** Set when it was stopped from outside, or took its server with it. */
  stopped?: StoppedBy
  /** Measured by Valkey; null when it is not known. */
  tookMicroseconds: number | null
  before: KeysHeld
  after: KeysHeld
}

export type StoppedBy =
  /** It ran for `afterMs` and Valkey obeyed SCRIPT KILL. */
  | { by: 'script kill'; afterMs: number }
  /** SCRIPT KILL did not help (`answer`: Valkey's reply, null without one), so its process was killed. */
  | { by: 'process kill'; afterMs: number; answer: string | null }
  /** The server's process stopped: out of memory, or a fault of this version. */
  | { by: 'memory' }
  | { by: 'crash'; code: number | null; lastWords: string }
  /** The reply was too large, or nested too deeply, to show. */
  | { by: 'reply size'; maxBytes: number }

// What the Lua lab tells the page. Types only.

/** Data of the run: a Valkey is ready for scripts. Again, with `fresh`, when a new one had to be started. */
export type LuaReady = {
  version: string
  /** What bounds it on this machine, in sentences. */
  limits: string[]
  keys: KeysHeld
}

export type LuaAction =
  | { do: 'run'; script: string; keys: string[]; args: string[] }
  /** Throws every key away. */
  | { do: 'empty' }
  | { do: 'look' }

/** One key as Valkey holds it. */
export type HeldKey = {
  /** As valkey-cli prints it, without the quotes where it is plain text. */
  key: string
  type: string
  /** In valkey-cli's notation; long ones are cut. */
  value: string
  /** PTTL's own answer: -1 is a key without expiry. */
  ttlMs: number
}

/** `total`: all of them; `shown` are the first in the order of their names. */
export type KeysHeld = { total: number; shown: HeldKey[] }

export type LuaResult = {
  /** In valkey-cli's notation; an error too. Empty when there is no reply. */
  reply: string
  /** Set when the reply is an error: its words, and its line where Valkey names one. */
  error?: { message: string; line: number | null }
  /** Set when it did not end by itself, or took its server with it. */
  stopped?: StoppedBy
  /** What Valkey itself measured; null when it could not say. */
  tookMicroseconds: number | null
  before: KeysHeld
  after: KeysHeld
}

export type StoppedBy =
  /** It ran for `afterMs` and Valkey obeyed SCRIPT KILL. */
  | { by: 'script kill'; afterMs: number }
  /** SCRIPT KILL did not help (`answer`: Valkey's words, null when it said nothing), so its process was ended. */
  | { by: 'process kill'; afterMs: number; answer: string | null }
  /** The server's process ended: out of memory, or a fault that this version has. */
  | { by: 'memory' }
  | { by: 'crash'; code: number | null; lastWords: string }
  /** The reply was larger, or nested deeper, than anybody would read. */
  | { by: 'reply size'; maxBytes: number }

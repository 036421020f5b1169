// The TTL lab on the wire: POST /api/labs/ttl. Types only.

/** What goes wrong with the expiry of a counter. */
export type TtlTrouble = 'persist' | 'set' | 'bad-expire' | 'every-hit'

export type TtlVersion = 'naive' | 'repaired'

export type TtlOptions = {
  trouble: TtlTrouble
  limit: number
  windowSeconds: number
  /** One request on each counter so often. */
  everyMs: number
  /** The run ends by itself after this. */
  seconds: number
}

/** `atMs` is milliseconds since the run began. */
export type TtlEvent =
  | { kind: 'keys'; keys: Record<TtlVersion, string> }
  /** One request on one counter: one call of its script. `error` is Valkey's own words. */
  | ({ kind: 'request'; version: TtlVersion; error?: string } & TtlReading)
  /** A command that is no request, and what it left. */
  | ({ kind: 'command'; version: TtlVersion; command: string } & TtlReading)
  /** From here on the limiter runs with another window, as after a new deployment. */
  | { kind: 'setting'; atMs: number; window: string }

/** What Valkey holds: PTTL is -1 without an expiry, -2 without a key. */
export type TtlReading = { atMs: number; count: number; ttlMs: number }

/** `expire`: a TTL by hand, as an operator would, for the counter that has none. */
export type TtlAction = { do: 'expire' }

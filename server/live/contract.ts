// What the server tells the page over GET /api/events. Types only: all that the web may import of live/.
import type { ValkeyStatus } from '../valkey/contract.ts'

/** One limiter key as Valkey holds it. */
export type KeyState = {
  key: string
  /** Requests counted in this window; null when the key is gone or holds no counter. */
  count: number | null
  /** PTTL's own answer, in milliseconds: -1 is a key without expiry, -2 a key that is gone. */
  ttlMs: number
  limit: number
  windowSeconds: number
  /** Set when the key holds something that is no counter: Valkey's own words. */
  problem?: string
}

/** First event after every connect: all that the page needs to be right again. */
export type SnapshotEvent = {
  keys: KeyState[]
  /** The key that the reader's own requests count on, there or not. */
  yourKey: string
  /** What the counters are measured against. */
  policy: { limit: number; windowSeconds: number }
  valkey: ValkeyStatus
}

/** One request counted by the limiter. */
export type HitEvent = KeyState & { allowed: boolean }

/** Something other than a request changed a key: valkey-cli, or the end of its window. */
export type KeyEvent = KeyState

/** Event name on the wire -> shape of its `data:` line. */
export type LiveEvents = {
  snapshot: SnapshotEvent
  hit: HitEvent
  key: KeyEvent
  valkey: ValkeyStatus
}

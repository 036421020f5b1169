// What the server sends about keys and Valkey over GET /api/events. The events of other features join them in
// server/contract.ts.
import type { AlgorithmName, HeldNumbers } from '../limiter/algorithms/algorithms.ts'
import type { ValkeyStatus } from '../valkey/contract.ts'

/** The policy that a key counts for. */
export type KeyPolicy = { limit: number; windowSeconds: number; algorithm: AlgorithmName }

/** One limiter key as Valkey holds it. */
export type KeyState = KeyPolicy & {
  key: string
  /** What counts against the limit at this moment; null when the key is gone or holds nothing of this algorithm. */
  count: number | null
  /** PTTL's own answer, in milliseconds: -1 is a key without expiry, -2 a key that is gone. */
  ttlMs: number
  /** TYPE's own answer. This and the next two are as last read: at most a second ago while anybody watches. */
  type?: string
  /** MEMORY USAGE in bytes; null where the server does not allow to ask. */
  memory?: number | null
  holds?: Holds
  /** Set when the key holds something that is no counter: Valkey's own words. */
  problem?: string
}

/** What an algorithm other than the fixed window keeps in its key, as its folder says (server/limiter/algorithms). */
export type Holds = {
  [Name in AlgorithmName]: keyof HeldNumbers[Name] extends never
    ? never
    : { algorithm: Name } & HeldNumbers[Name]
}[AlgorithmName]

/** First event after every connect: all that the page needs to be right again. */
export type SnapshotEvent = {
  keys: KeyState[]
  /** The key that the reader's own requests count on, there or not. */
  yourKey: string
  /** What the counters are measured against. */
  policy: { limit: number; windowSeconds: number }
  valkey: ValkeyStatus
  /** As in ForgottenEvent; absent while there are none. */
  forgotten?: number
}

/** One request counted by the limiter. */
export type HitEvent = KeyState & { allowed: boolean }

/** Something other than a request changed a key: valkey-cli, or the end of its window. */
export type KeyEvent = KeyState

/** Read anew, and not what it was, though nothing of the above has changed. */
export type HeldEvent = Pick<KeyState, 'key' | 'type' | 'memory' | 'holds'>

/** So many keys are no longer followed, since only the newest 1,000 are; Valkey may hold them still. */
export type ForgottenEvent = { count: number }

/** Event name on the wire -> shape of its `data:` line. */
export type KeyEvents = {
  snapshot: SnapshotEvent
  hit: HitEvent
  key: KeyEvent
  held: HeldEvent
  forgotten: ForgottenEvent
  valkey: ValkeyStatus
}

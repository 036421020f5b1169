import type { TraceNotes } from './script.ts'

/** What an algorithm says about one request on one key. Times are whole milliseconds. */
export type Decision = {
  allowed: boolean
  /** What counts against the limit at this moment, this request included if it was counted. */
  count: number
  limit: number
  /** How many more requests would pass right now. */
  remaining: number
  /** Until the full quota is back. */
  ttlMs: number
  /** Until one more request can pass; 0 when this one did. */
  retryAfterMs: number
}

/**
 * Counts one request on `key`, and notes the call in `notes`. Rejects with ioredis' error when Valkey cannot answer; then it is unknown whether the
 * request was counted.
 */
export type Decide = (key: string, notes?: TraceNotes) => Promise<Decision>

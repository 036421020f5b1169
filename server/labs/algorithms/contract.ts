// What the algorithms lab tells the page. Types only.

import type { AlgorithmName } from '../../limiter/algorithms/algorithms.ts'

export type AlgorithmId = AlgorithmName

export type AlgorithmsOptions = {
  /** 1 to 100. */
  limit: number
  /** Whole seconds, 2 to 10. */
  windowSeconds: number
  /** When each request is sent, in milliseconds since the first: 1 to 300 of them, 0 to 30,000, in any order. */
  arrivals: number[]
}

/** What one algorithm said about one request. `atMs`: since the first decision, on Valkey's clock. */
export type AlgorithmDecision = { algorithm: AlgorithmId; atMs: number } & (
  | { allowed: boolean; remaining: number; retryAfterMs: number }
  /** Valkey gave no answer: it is not known whether the request was counted. */
  | { failed: string }
)

/** A window of the fixed window or of the sliding window counter, in milliseconds like `atMs`. */
export type AlgorithmWindow = { algorithm: AlgorithmId; fromMs: number; toMs: number }

export type AlgorithmsEvent =
  | { kind: 'started'; keys: Record<AlgorithmId, string>; requests: number; lastsMs: number }
  /** One request, by its place among all, on every algorithm; `plannedMs` is when it was to be sent. */
  | { kind: 'decided'; request: number; plannedMs: number; decisions: AlgorithmDecision[] }
  | { kind: 'window'; window: AlgorithmWindow }

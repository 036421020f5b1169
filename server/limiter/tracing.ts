// How one request was decided, step by step, for whoever wants to watch: a debugger, a tracer, the workbook's inspector.
// Nobody subscribed costs one comparison per request. Source: https://nodejs.org/api/diagnostics_channel.html
import { channel } from 'node:diagnostics_channel'
import type { Request } from 'express'
import type { AlgorithmName } from './algorithms/algorithms.ts'
import type { Decision } from './decision.ts'
import type { FailureVerdict } from './failure/failure-policy.ts'
import type { ScriptCall, TraceNotes } from './script.ts'

/** Times are milliseconds of performance.now(). `call` is missing when Valkey was not asked, or did not answer in time. */
export type LimiterTrace = {
  req: Request
  policies: { name: string; algorithm: AlgorithmName; limit: number; windowSeconds: number }[]
  /** One key per policy, in the same order. */
  keys: string[]
  startedAt: number
  call?: ScriptCall
  /** One per policy; missing when the request could not be counted. */
  decisions?: Decision[]
  /** What Valkey or the deadline said when the request could not be counted. */
  failure?: unknown
  decidedAt: number
}

/** `node:diagnostics_channel` "rate-limit": a `LimiterTrace` for each request, once it is decided. */
export const limiterTraces = channel('rate-limit')

/** Follows one request; `end` publishes what came of it. Undefined while nothing is subscribed. */
export function startTrace(
  start: Pick<LimiterTrace, 'req' | 'policies' | 'keys'>,
): { notes: TraceNotes; end(verdict: FailureVerdict): void } | undefined {
  if (!limiterTraces.hasSubscribers) return undefined
  const notes: TraceNotes = {}
  const startedAt = performance.now()
  return {
    notes,
    end(verdict) {
      const decided = typeof verdict === 'string' ? {} : { decisions: verdict }
      const decidedAt = performance.now()
      const trace: LimiterTrace = { ...start, startedAt, ...notes, ...decided, decidedAt }
      limiterTraces.publish(trace)
    },
  }
}

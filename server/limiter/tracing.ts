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

/** At once when the verdict is known already, else a promise of it. */
type Judge<Given extends unknown[]> = (...given: Given) => FailureVerdict | Promise<FailureVerdict>

/** `decide`, told to the channel while somebody is subscribed. */
export function createTraced({
  policies,
  decide,
}: {
  policies: LimiterTrace['policies']
  decide: Judge<[keys: string[], notes?: TraceNotes]>
}): Judge<[req: Request, keys: string[]]> {
  return function tracedDecide(req, keys) {
    return limiterTraces.hasSubscribers ? decideAndTell(req, keys) : decide(keys)
  }

  async function decideAndTell(req: Request, keys: string[]): Promise<FailureVerdict> {
    const notes: TraceNotes = {}
    const startedAt = performance.now()
    const verdict = await decide(keys, notes)
    const decided = typeof verdict === 'string' ? {} : { decisions: verdict }
    const trace: LimiterTrace = {
      ...{ req, policies, keys, startedAt },
      ...notes,
      ...decided,
      decidedAt: performance.now(),
    }
    limiterTraces.publish(trace)
    return verdict
  }
}

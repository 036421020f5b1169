import type { ScriptCall } from '../limiter/script.ts'
import type { LimiterTrace } from '../limiter/tracing.ts'
import type { ReplyValue, ScriptRun, TracedCall, TracedLimit } from './contract.ts'
import { cut } from './told-headers.ts'

const longestText = 300

/** What one limiter did, as the page is told it. Times become milliseconds after `arrivedAt`. */
export function tellLimit(
  trace: LimiterTrace,
  {
    arrivedAt,
    runs,
    explain,
  }: { arrivedAt: number; runs: ScriptRun[]; explain: (error: unknown) => string },
): TracedLimit {
  const { policies, keys, call, decisions, failure } = trace
  return {
    policies: policies.map(({ name, algorithm, limit, windowSeconds }, i) => ({
      ...{ name, algorithm, limit, windowSeconds },
      key: cut(keys[i] ?? '', longestText),
    })),
    startedMs: since(arrivedAt, trace.startedAt),
    call: call ? tellCall(call, arrivedAt) : null,
    runs,
    decisions: decisions ?? null,
    failure: failure === undefined ? null : cut(explain(failure), longestText),
    decidedMs: since(arrivedAt, trace.decidedAt),
  }
}

function tellCall(call: ScriptCall, arrivedAt: number): TracedCall {
  const short = (text: string) => cut(text, longestText)
  return {
    script: call.script,
    keys: call.keys.map(short),
    args: call.args.map((arg) => (typeof arg === 'string' ? short(arg) : arg)),
    reply: toReplyValue(call.reply),
    sharedBy: call.sharedBy,
    sentMs: since(arrivedAt, call.sentAt),
    answeredMs: since(arrivedAt, call.answeredAt),
  }
}

function toReplyValue(reply: unknown): ReplyValue {
  if (Array.isArray(reply)) return reply.map(toReplyValue)
  if (typeof reply === 'number' || reply === null) return reply
  return cut(String(reply), longestText)
}

/** Microseconds are enough, and short on the wire. */
export function since(from: number, to: number): number {
  return Math.round((to - from) * 1000) / 1000
}

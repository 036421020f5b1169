// What a reply of the fixed window's own scripts tells about the way they went.
import type { ScriptCall } from '../../script.ts'
import type { Branches, ScriptRunOutcome } from '../algorithm.ts'

/** One call as it concerns one key. Times are milliseconds on one clock. */
type FixedWindowCall = {
  key: string
  windowMs: number
  /** How many hits the call counted on this key. */
  hits: number
  /** The number of the last of them. */
  count: number
  ttlMs: number
  sentAt: number
  answeredAt: number
}

/** What the call did before it returned: opened a window, counted in an open one, gave a lost expiry back. */
type FixedWindowOutcome = 'first' | 'later' | 'repair' | 'laterOrRepair'

const alone = 'fixed-window/fixed-window.lua'
const batch = 'fixed-window/fixed-window-batch.lua'
const eachKey: Branches = { 'each key': [0] }

/** The ways through the branch that sets the expiry: into it, past it, or the reply cannot tell. */
const expiryWays = { first: [0], repair: [0], later: [1], laterOrRepair: [0, 1] } as const

/**
 * Follows the fixed window's calls, alone or for many hits at once. Hits on one key that share a call share its run:
 * `ownCount` tells which of them this one was.
 */
export function followFixedWindow(): (call: ScriptCall, ownCount?: number) => ScriptRunOutcome {
  const outcomeOf = createOutcomes()
  const judged = new WeakMap<ScriptCall, FixedWindowOutcome>()

  return function follow(call, ownCount = 0) {
    const [count, ttlMs] = call.reply as [number | string, number]
    const [windowSeconds = 0, hits = 1] = call.args.map(Number)
    if (typeof count === 'string') {
      const branches = { ...eachKey, 'no counter': [0], expiry: [1] }
      return { script: batch, branches, happened: 'notACounter' }
    }
    const [key = ''] = call.keys
    const { sentAt, answeredAt } = call
    const windowMs = windowSeconds * 1000
    const outcome =
      judged.get(call) ?? outcomeOf({ key, windowMs, hits, count, ttlMs, sentAt, answeredAt })
    judged.set(call, outcome)

    const happened = ownCount > count - hits + 1 ? 'later' : outcome
    const expiry = expiryWays[outcome]
    return call.script === 'fixed-window.lua'
      ? { script: alone, branches: { expiry }, happened }
      : { script: batch, branches: { ...eachKey, 'no counter': [1], expiry }, happened }
  }
}

const keptKeys = 1000

/**
 * Tells a window's first call, a later one and a repair apart. A reply with less than the whole window left is a later
 * one for sure: the script had not to set the expiry. With the whole window left and counts from 1 it is the first.
 * With the whole window left and higher counts it is a repair, or a later call in the very millisecond in which the
 * window was opened, as in any burst: then the key's previous reply decides, and without one the answer is open.
 * The returned function remembers the last reply of 1,000 keys, so tell it every call in order.
 */
function createOutcomes(): (call: FixedWindowCall) => FixedWindowOutcome {
  const last = new Map<string, FixedWindowCall>()

  return function outcomeOf(call) {
    const before = last.get(call.key)
    last.delete(call.key)
    last.set(call.key, call)
    if (last.size > keptKeys) last.delete(last.keys().next().value ?? call.key)
    return judge(call, before)
  }
}

function judge(call: FixedWindowCall, before?: FixedWindowCall): FixedWindowOutcome {
  if (call.ttlMs !== call.windowMs) return 'later'
  if (call.count === call.hits) return 'first'
  const sameWindow =
    before && before.count < call.count && before.answeredAt + before.ttlMs > call.sentAt
  if (!before || !sameWindow) return 'laterOrRepair'
  return mayEndTogether(before, call) ? 'later' : 'repair'
}

/** Valkey read the clock somewhere between sending and answer, so each reply gives a span for the window's end. */
function mayEndTogether(one: FixedWindowCall, other: FixedWindowCall): boolean {
  // PTTL counts whole milliseconds.
  const earliest = ({ sentAt, ttlMs }: FixedWindowCall) => sentAt + ttlMs - 1
  const latest = ({ answeredAt, ttlMs }: FixedWindowCall) => answeredAt + ttlMs + 1
  return earliest(one) <= latest(other) && earliest(other) <= latest(one)
}

// What a fixed window's reply tells about the way its script went.

/** One call as it concerns one key. Times are milliseconds on one clock. */
export type FixedWindowCall = {
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
export type FixedWindowWent = 'first' | 'later' | 'repair' | 'laterOrRepair'

const keptKeys = 1000

/**
 * Tells a window's first call, a later one and a repair apart. A reply with less than the whole window left is a later
 * one for sure: the script had not to set the expiry. With the whole window left and counts from 1 it is the first.
 * With the whole window left and higher counts it is a repair, or a later call in the very millisecond in which the
 * window was opened, as in any burst: then the key's previous reply decides, and where there is none nobody knows.
 * The returned function remembers the last reply of 1,000 keys, so tell it every call in order.
 */
export function createFixedWindowWent(): (call: FixedWindowCall) => FixedWindowWent {
  const last = new Map<string, FixedWindowCall>()

  return function went(call) {
    const before = last.get(call.key)
    last.delete(call.key)
    last.set(call.key, call)
    if (last.size > keptKeys) last.delete(last.keys().next().value ?? call.key)
    return judge(call, before)
  }
}

function judge(call: FixedWindowCall, before?: FixedWindowCall): FixedWindowWent {
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

import {
  type Algorithm,
  type AlgorithmCall,
  type Branches,
  maybe,
  no,
  plural,
  yes,
} from '../algorithm.ts'

/**
 * The sliding window counter: a counter for this window and one for the last. The last one counts by the part of it
 * that the sliding window still covers, as if its requests had come evenly.
 * - Bursts: `limit` at once. Around the turn of a window little more than `limit` pass instead of twice as many; how
 *   much more depends on how unevenly the last window was used, since that is what it cannot know.
 * - Memory: one small hash per key, 146 bytes with name and expiry (Valkey 8.1.1), whatever the limit.
 * - Exactness: an estimate. Part requests are rounded down, so one more than the estimate says may pass.
 *   Windows are those of the server's clock, not the client's first request.
 *
 * The key expires when neither counter weighs a whole request any more.
 * Source: https://blog.cloudflare.com/counting-things-a-lot-of-different-things/
 */
export const slidingWindowCounter: Algorithm<{
  /** Requests counted in this window. */
  current: number
  /** Requests counted in the window before it. */
  previous: number
}> = {
  title: 'sliding window counter',
  script: 'sliding-window-counter/sliding-window-counter.lua',
  keyType: 'hash',
  lookAt: (key) => [['hmget', key, 'startUs', 'current', 'previous']],
  readHeld([fields], { limit, windowSeconds }, nowUs) {
    const windowUs = windowSeconds * 1_000_000
    const [storedUs = 0, storedCurrent = 0, storedPrevious = 0] = (fields as unknown[]).map(whole)
    const startUs = nowUs - (nowUs % windowUs)
    let current = 0
    let previous = 0
    if (storedUs >= startUs) {
      current = Math.min(storedCurrent, limit)
      previous = Math.min(storedPrevious, limit)
    } else if (storedUs >= startUs - windowUs) {
      previous = Math.min(storedCurrent, limit)
    }
    const overlap = Math.floor((previous * (startUs + windowUs - nowUs)) / windowUs)
    return { count: Math.min(current + overlap, limit), holds: { current, previous } }
  },
  describeHeld: ({ current, previous }) =>
    `A hash: ${plural(current, 'request', 'requests')} in this window, ${previous} in the one before it, of which the part that still overlaps counts.`,
  branchesOf,
  takingBranches: ['taken', 'written'],
}

function whole(text: unknown): number {
  return /^\d+$/.test(String(text)) ? Number(text) : 0
}

function branchesOf({ reply, limit, windowMs, takes }: AlgorithmCall): Branches {
  const [allowed, count, ttlMs, retryAfterMs, nowUs] = reply
  const windowUs = windowMs * 1000
  const endUs = nowUs - (nowUs % windowUs) + windowUs
  const taken = allowed === 1 && takes
  // What this window alone causes ends a microsecond after it, at the earliest; what the last one causes, at least one
  // request's share before. Replies are whole milliseconds, rounded up, so of a tiny share either may be.
  const inMs = (us: number) => Math.ceil((us - nowUs) / 1000)
  const byThisWindow = (ms: number) => {
    const may = ms >= inMs(endUs + 1)
    const mayNot = ms <= inMs(endUs + 1 - Math.ceil(windowUs / limit))
    return may && mayNot ? maybe : may ? yes : no
  }
  const stored = () => {
    if (taken) return storedWhenTaken({ count, ttlMs, nowUs, windowUs, endUs })
    // Whatever was counted in this window counts until the end of the next one.
    const thisWindow = byThisWindow(ttlMs)
    if (thisWindow !== no) return thisWindow
    return ttlMs > 0 ? [1] : [1, 2]
  }
  return {
    'which window': stored(),
    // Full by this window alone: it has to end before anything can pass.
    'has room': allowed === 1 ? yes : byThisWindow(retryAfterMs).map((way) => 1 - way),
    taken: taken ? yes : no,
    written: taken ? yes : no,
  }
}

/** The end of the quota tells how many are counted in this window; the first one of it may follow a window or nothing. */
function storedWhenTaken({
  count,
  ttlMs,
  nowUs,
  windowUs,
  endUs,
}: {
  count: number
  ttlMs: number
  nowUs: number
  windowUs: number
  endUs: number
}): number[] {
  const ttlWith = (current: number) =>
    Math.max(0, Math.ceil((endUs + windowUs - Math.ceil(windowUs / current) + 1 - nowUs) / 1000))
  const first = ttlWith(1) === ttlMs
  const later = count >= 2 && ttlWith(2) <= ttlMs
  const asFirst = count > 1 ? [1] : [1, 2]
  return [...(later ? [0] : []), ...(first ? asFirst : [])]
}

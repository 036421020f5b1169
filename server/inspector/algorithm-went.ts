// What the replies of the algorithms tell about the way their scripts went. Two things no reply shows, and both are taken
// as not so: that the server's clock was set back since the last request, and that somebody else wrote into the key.
import type { AlgorithmReply } from '../limiter/algorithms/algorithm-script.ts'
import type { AlgorithmName } from '../limiter/algorithms/algorithms.ts'
import type { Went } from './script-lines.ts'

export type AlgorithmCall = {
  reply: AlgorithmReply
  limit: number
  windowMs: number
  /** False for the look that several policies take first, and for all of it when one of them refuses. */
  takes: boolean
}

const no = [1]
const yes = [0]
const maybe = [0, 1]

type ReadReply = (call: AlgorithmCall) => Went

export const wentByAlgorithm: Record<AlgorithmName, ReadReply> = {
  'fixed-window': fixedWindow,
  'sliding-window-log': slidingWindowLog,
  'sliding-window-counter': slidingWindowCounter,
  'token-bucket': tokenBucket,
  gcra,
}

/** fixed-window-policy.lua, which only runs among several policies. A lost expiry is given back by the look already. */
function fixedWindow({ reply: [allowed, count, ttlMs], windowMs, takes }: AlgorithmCall): Went {
  const taken = allowed === 1 && takes
  const whole = ttlMs === windowMs
  const opened = taken && whole && count === 1
  return {
    "if stored and not string.match(stored, '^%-?%d+$') then": no,
    'if ttlMs == -1 then': whole && !opened ? maybe : no,
    "if allowed and ARGV[3] ~= 'peek' then": taken ? yes : no,
    'if ttlMs < 0 then': opened ? yes : no,
  }
}

function slidingWindowLog({ reply: [allowed], takes }: AlgorithmCall): Went {
  return {
    "for _, entry in ipairs(redis.call('ZRANGE', KEYS[1], '(' .. now, '+inf', 'BYSCORE')) do": no,
    'if not allowed then': allowed === 1 ? no : yes,
    'if taken then': allowed === 1 && takes ? yes : no,
  }
}

function gcra({ reply: [allowed, , ttlMs], limit, windowMs, takes }: AlgorithmCall): Went {
  // After a change to a smaller limit the stored time may be further ahead than a full quota reaches.
  const quotaUs = limit * Math.ceil((windowMs * 1000) / limit)
  const farAhead = allowed !== 1 && ttlMs >= Math.ceil(quotaUs / 1000)
  return {
    'if taken or storedUs > tatUs then': allowed === 1 && takes ? yes : farAhead ? maybe : no,
  }
}

function tokenBucket({ reply: [allowed, count], takes }: AlgorithmCall): Went {
  // Full before this request: then it is the only one that counts.
  const full = allowed === 1 && count === (takes ? 1 : 0)
  return {
    'if tokens + earned >= limit then': full ? yes : no,
    'if taken or storedUs > nowUs then': allowed === 1 && takes ? yes : no,
  }
}

function slidingWindowCounter({ reply, limit, windowMs, takes }: AlgorithmCall): Went {
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
  const roll = () => {
    if (taken) return rollWhenTaken({ count, ttlMs, nowUs, windowUs, endUs })
    // Whatever was counted in this window counts until the end of the next one.
    const thisWindow = byThisWindow(ttlMs)
    if (thisWindow !== no) return thisWindow
    return ttlMs > 0 ? [1] : [1, 2]
  }
  return {
    'if storedUs >= startUs then': roll(),
    // Full by this window alone: it has to end before anything can pass.
    'if current < limit then':
      allowed === 1 ? yes : byThisWindow(retryAfterMs).map((way) => 1 - way),
    'if taken then': taken ? yes : no,
    'if taken or storedUs > startUs then': taken ? yes : no,
  }
}

/** The end of the quota tells how many are counted in this window; the first one of it may follow a window or nothing. */
function rollWhenTaken({
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

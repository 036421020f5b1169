import {
  type Algorithm,
  type AlgorithmCall,
  holdsSomethingElse,
  maybe,
  no,
  yes,
} from '../algorithm.ts'

/**
 * GCRA, the generic cell rate algorithm: requests have a schedule, one every `windowSeconds / limit`, and may run
 * ahead of it by one full quota.
 * - Bursts: a client that was quiet sends `limit` at once, after that one per interval; never a whole new quota at the
 *   end of a window, as with the fixed window. In any window at most `limit` plus what the window itself gives back.
 * - Memory: one number per key, 82 bytes with name and expiry (Valkey 8.1.1), whatever the limit.
 * - Exactness: whole microseconds, no estimate. An interval that is no whole number of them is rounded up, so more than a
 *   million requests per second cannot be told apart.
 *   It decides as the token bucket does, and stores less.
 *
 * The key expires when the full quota is back.
 * Source: https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm (virtual scheduling);
 * https://brandur.org/rate-limiting
 */
export const gcra: Algorithm<{
  /** The theoretical arrival time, in milliseconds since 1970 on Valkey's clock. */
  arrivalAt: number
}> = {
  title: 'GCRA',
  script: 'gcra/gcra.lua',
  mostPerSecond: 1_000_000,
  keyType: 'string',
  lookAt: (key) => [['get', key]],
  readHeld([value], { limit, windowSeconds }, nowUs) {
    if (value === null) return { count: null }
    if (!/^\d+$/.test(String(value))) return holdsSomethingElse(value, 'a time in microseconds')
    const intervalUs = Math.ceil((windowSeconds * 1_000_000) / limit)
    const aheadUs = Math.min(Math.max(Number(value) - nowUs, 0), limit * intervalUs)
    return {
      count: Math.ceil(aheadUs / intervalUs),
      holds: { arrivalAt: Math.ceil(Number(value) / 1000) },
    }
  },
  describeHeld: (_, secondsLeft) =>
    `One time: when the next request would come if all were evenly spaced.${
      secondsLeft === null ? '' : ` It lies ${secondsLeft} s ahead.`
    }`,
  branchesOf,
  takingBranches: ['written'],
}

function branchesOf({ reply: [allowed, , ttlMs], limit, windowMs, takes }: AlgorithmCall) {
  // After a change to a smaller limit the stored time may be further ahead than a full quota reaches.
  const quotaUs = limit * Math.ceil((windowMs * 1000) / limit)
  const farAhead = allowed !== 1 && ttlMs >= Math.ceil(quotaUs / 1000)
  return { written: allowed === 1 && takes ? yes : farAhead ? maybe : no }
}

import { type Algorithm, no, plural, yes } from '../algorithm.ts'

/**
 * The sliding window log: remembers when each request passed, and lets one pass while fewer than `limit` did so in the
 * last `windowSeconds`.
 * - Bursts: `limit` at once, and never more than `limit` in any window, wherever it begins.
 * - Memory: one entry per request that passed, 36 bytes each up to 128 and about 100 above (Valkey 8.1.1), so about a
 *   megabyte at the largest limit.
 * - Exactness: exact to the microsecond.
 *
 * The key expires when its newest entry leaves the window.
 * Source: https://www.figma.com/blog/an-alternative-approach-to-rate-limiting/ (sliding window log)
 */
export const slidingWindowLog: Algorithm<{
  /** Entries in the sorted set; those older than the window stay until the next request. */
  entries: number
}> = {
  title: 'sliding window log',
  script: 'sliding-window-log/sliding-window-log.lua',
  mostLimit: 10_000,
  keyType: 'zset',
  lookAt: (key, { windowSeconds }, nowUs) => [
    ['zcount', key, `(${nowUs - windowSeconds * 1_000_000}`, '+inf'],
    ['zcard', key],
  ],
  readHeld: ([inWindow, entries], { limit }) => ({
    count: Math.min(Number(inWindow), limit),
    holds: { entries: Number(entries) },
  }),
  describeHeld: ({ entries }) =>
    `A sorted set with ${plural(entries, 'entry', 'entries')}, one for each request that passed. Those older than the window stay until the next request.`,
  branchesOf: ({ reply: [allowed], takes }) => ({
    'from the future': no,
    refused: allowed === 1 ? no : yes,
    taken: allowed === 1 && takes ? yes : no,
  }),
  takingBranches: ['taken'],
}

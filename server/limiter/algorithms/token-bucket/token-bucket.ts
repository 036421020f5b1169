import { type Algorithm, holdsSomethingElse, no, plural, yes } from '../algorithm.ts'

/**
 * The token bucket: a bucket of `limit` tokens, a request takes one, and `windowSeconds` fill an empty bucket evenly,
 * one token every `windowSeconds / limit`.
 * - Bursts: a full bucket lets `limit` through at once, after that one per token. In any window at most `limit` plus
 *   what the window itself puts back.
 * - Memory: two numbers per key, 114 bytes with name and expiry (Valkey 8.1.1), whatever the limit.
 * - Exactness: whole tokens and whole microseconds, no estimate. An interval that is no whole number of microseconds
 *   is rounded up, so more than a million requests per second cannot be told apart.
 *
 * The key expires when the bucket is full again.
 * Source: https://en.wikipedia.org/wiki/Token_bucket; https://stripe.com/blog/rate-limiters
 */
export const tokenBucket: Algorithm<{
  /** Tokens in the bucket now, those earned since the last request among them. */
  tokens: number
}> = {
  title: 'token bucket',
  script: 'token-bucket/token-bucket.lua',
  mostPerSecond: 1_000_000,
  keyType: 'string',
  lookAt: (key) => [['get', key]],
  readHeld([value], { limit, windowSeconds }, nowUs) {
    if (value === null) return { count: null }
    const stored = /^(\d+) (\d+)$/.exec(String(value))
    if (!stored) return holdsSomethingElse(value, 'a token bucket')
    const intervalUs = Math.ceil((windowSeconds * 1_000_000) / limit)
    const refilledUs = Math.min(Number(stored[2]), nowUs)
    const earned = Math.floor((nowUs - refilledUs) / intervalUs)
    const tokens = Math.min(Number(stored[1]) + earned, limit)
    return { count: limit - tokens, holds: { tokens } }
  },
  describeHeld: ({ tokens }) =>
    `${plural(tokens, 'token', 'tokens')} left in the bucket now. The string holds how many there were after the last request, and when.`,
  branchesOf({ reply: [allowed, count], takes }) {
    // Full before this request: then it is the only one that counts.
    const full = allowed === 1 && count === (takes ? 1 : 0)
    return { full: full ? yes : no, written: allowed === 1 && takes ? yes : no }
  },
  takingBranches: ['written'],
}

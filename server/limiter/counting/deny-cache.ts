export type DenyCache = {
  /** Whole milliseconds until `key` may be asked about again (at least 1), or undefined when Valkey must be asked. */
  denied(key: string): number | undefined
  /**
   * Remembers what Valkey said: `key` is over its limit for `ttlMs` more. `askedAt` is `performance.now()` from
   * before the question was sent: counted from there, a key is forgotten a moment too early, never too late.
   */
  remember(key: string, ttlMs: number, askedAt: number): void
  /** Lets Valkey be asked about `key` again. */
  forget(key: string): void
  /** How many keys it holds. */
  size(): number
}

// A longer key is not remembered, so that nobody fills the memory with a few long ones.
const longestKey = 1024

/**
 * Remembers which keys Valkey itself reported over their limit until they reset, so that blocked traffic costs
 * Valkey nothing. The price: requests it answers are not counted, and a counter that is deleted by hand stays
 * blocked here until its time is up.
 * Holds at most `maxKeys` keys (of up to 1,024 characters); past that the one it has held longest goes, and Valkey
 * is asked about it again. No timers: a key whose time is up goes when it is asked about or pushed out.
 * `now` is a monotonic clock in milliseconds: a wall clock that is set back would block clients for longer.
 * Throws a RangeError when `maxKeys` is not a whole number from 1.
 */
export function createDenyCache({
  maxKeys = 10_000,
  now = () => performance.now(),
}: {
  maxKeys?: number
  now?: () => number
} = {}): DenyCache {
  if (!Number.isInteger(maxKeys) || maxKeys < 1) {
    throw new RangeError(`maxKeys must be a whole number from 1, got ${maxKeys}`)
  }
  const resetAt = new Map<string, number>()
  // A Map keeps the order in which its keys came. One iterator for long: a new one walks over the places of all that
  // were deleted (measured: 10 µs a key instead of 0.3). But not for good: what a Map has outgrown stays in memory
  // for as long as an old iterator stands in it.
  let oldestFirst = resetAt.keys()
  let remembered = 0

  function denied(key: string): number | undefined {
    const until = resetAt.get(key)
    if (until === undefined) return undefined
    const ttlMs = Math.ceil(until - now())
    if (ttlMs > 0) return ttlMs
    resetAt.delete(key)
    return undefined
  }

  function remember(key: string, ttlMs: number, askedAt: number): void {
    if (!(ttlMs > 0) || key.length > longestKey) return
    resetAt.delete(key)
    resetAt.set(key, askedAt + ttlMs)
    remembered += 1
    if (remembered % maxKeys === 0) oldestFirst = resetAt.keys()
    if (resetAt.size <= maxKeys) return
    const oldest = oldestFirst.next()
    if (!oldest.done) resetAt.delete(oldest.value)
  }

  return {
    denied,
    remember,
    forget: (key) => void resetAt.delete(key),
    size: () => resetAt.size,
  }
}

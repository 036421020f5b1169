// What a plain model of an algorithm is, and what follows from it: the specification the scripts are held against.

/** A policy as the scripts take it, the window in milliseconds. */
export type ModelPolicy = { limit: number; windowMs: number }

/** One client's requests in plain TypeScript. Times are microseconds. */
export type Model = {
  /** What counts against the limit at `us`, if nobody asks until then. */
  countAt(us: number): number
  /** Counts a request that passes at `us`. */
  take(us: number): void
}

export type Asked = 'take' | 'peek'

/** What a script returns before the server's clock: `[allowed, count, ttlMs, retryAfterMs]`. */
export type ModelReply = [number, number, number, number]

/**
 * What a script has to answer at `nowUs`, straight from what the words mean: a request passes while fewer than `limit`
 * count; `retryAfterMs` is the first whole millisecond from now at which it would pass, `ttlMs` the first at which
 * nothing counts.
 */
export function answer(
  model: Model,
  { limit, windowMs }: ModelPolicy,
  nowUs: number,
  asked: Asked,
): ModelReply {
  const allowed = model.countAt(nowUs) < limit
  const firstMs = (isSo: (count: number) => boolean) => {
    // By halves, since a count only falls while nobody asks. No algorithm remembers more than two windows.
    let [tooEarly, late] = [-1, 2 * windowMs + limit]
    while (late - tooEarly > 1) {
      const middle = Math.floor((tooEarly + late) / 2)
      if (isSo(model.countAt(nowUs + middle * 1000))) late = middle
      else tooEarly = middle
    }
    return late
  }
  const retryAfterMs = firstMs((count) => count < limit)
  if (allowed && asked === 'take') model.take(nowUs)
  return [allowed ? 1 : 0, model.countAt(nowUs), firstMs((count) => count === 0), retryAfterMs]
}

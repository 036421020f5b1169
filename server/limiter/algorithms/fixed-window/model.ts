/** A fixed window in plain TypeScript, in whole milliseconds: it opens with its first hit and ends by the clock. */
export function modelFixedWindow({ windowSeconds }: { windowSeconds: number }): {
  hit(nowMs: number): { count: number; ttlMs: number }
} {
  let count = 0
  let endsMs = Number.NEGATIVE_INFINITY
  return {
    hit(nowMs) {
      // Valkey holds a key to the end of the millisecond it expires in.
      if (nowMs > endsMs) {
        count = 0
        endsMs = nowMs + windowSeconds * 1000
      }
      count += 1
      return { count, ttlMs: endsMs - nowMs }
    },
  }
}

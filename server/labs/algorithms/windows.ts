import type { AlgorithmWindow } from './contract.ts'

/** Two readings of one window's end differ by less than this; two windows by a good deal more. */
const sameEndMs = 50

/**
 * Finds the windows of a fixed window counter from its decisions: a window is new when the key's TTL ends later than the
 * last one. `onWindow` gets each window once.
 */
export function createFixedWindows({
  windowSeconds,
  onWindow,
}: {
  windowSeconds: number
  onWindow: (window: AlgorithmWindow) => void
}): (atMs: number, ttlMs: number) => void {
  let lastEndMs = Number.NEGATIVE_INFINITY
  return function decidedAt(atMs, ttlMs) {
    const toMs = atMs + ttlMs
    if (ttlMs <= 0 || toMs <= lastEndMs + sameEndMs) return
    lastEndMs = toMs
    onWindow({ algorithm: 'fixed-window', fromMs: toMs - windowSeconds * 1000, toMs })
  }
}

/**
 * The windows of the sliding window counter between two moments. They are those of Valkey's clock: one begins whenever
 * the microseconds since 1970 divide by the window. `zeroUs` is that clock at 0 ms.
 */
export function clockWindows({
  windowSeconds,
  zeroUs,
  untilMs,
}: {
  windowSeconds: number
  zeroUs: number
  untilMs: number
}): AlgorithmWindow[] {
  const windowMs = windowSeconds * 1000
  const firstMs = -((zeroUs / 1000) % windowMs)
  const count = Math.floor((untilMs - firstMs) / windowMs) + 1
  return Array.from({ length: count }, (_, i) => ({
    algorithm: 'sliding-window-counter',
    fromMs: firstMs + i * windowMs,
    toMs: firstMs + (i + 1) * windowMs,
  }))
}

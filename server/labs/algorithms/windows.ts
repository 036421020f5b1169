import type { AlgorithmWindow } from './contract.ts'

/** Two readings of one window's end differ by less than this; two windows by a good deal more. */
const sameEndMs = 50

/**
 * The windows of a fixed window counter, told as their decisions come: a window is new when the key's TTL ends it later
 * than the last one. `tell` hears each once.
 */
export function createFixedWindows({
  windowSeconds,
  tell,
}: {
  windowSeconds: number
  tell: (window: AlgorithmWindow) => void
}): (atMs: number, ttlMs: number) => void {
  let lastEndMs = Number.NEGATIVE_INFINITY
  return function decidedAt(atMs, ttlMs) {
    const toMs = atMs + ttlMs
    if (ttlMs <= 0 || toMs <= lastEndMs + sameEndMs) return
    lastEndMs = toMs
    tell({ algorithm: 'fixed-window', fromMs: toMs - windowSeconds * 1000, toMs })
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

/** Draws `size` of `from`; the same `seed` draws the same ones. */
export function sampleOf<T>({ from, size, seed }: { from: T[]; size: number; seed: number }): T[] {
  const random = mulberry32(seed)
  const drawn = from
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, size)
  const chosen = new Set(drawn.map(({ one }) => one))
  // In their order: mutants of one exercise follow each other, and a warm process serves them.
  return from.filter((one) => chosen.has(one))
}

/** A small generator of numbers from 0 to 1. Source: https://github.com/cprosche/mulberry32 */
function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

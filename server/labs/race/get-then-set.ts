import type { Redis } from 'ioredis'

/** Wrong: between the GET and the SET others read the same number, and they all count as one. */
// region: increment
export async function getThenSet(
  valkey: Redis,
  key: string,
  windowSeconds: number,
): Promise<number> {
  const count = Number(await valkey.get(key)) + 1
  if (count === 1) {
    await valkey.set(key, count, 'EX', windowSeconds)
  } else {
    await valkey.set(key, count, 'KEEPTTL')
  }
  return count
}
// endregion: increment

import type { Redis } from 'ioredis'

// Wrong: between the GET and the SET, others read the same number. Twenty requests at once all count as the first.
export async function increment(
  valkey: Redis,
  key: string,
  windowSeconds: number,
): Promise<[count: number, ttlMs: number]> {
  // region: increment
  const count = Number(await valkey.get(key)) + 1
  if (count === 1) {
    await valkey.set(key, count, 'EX', windowSeconds)
  } else {
    await valkey.set(key, count, 'KEEPTTL')
  }
  // endregion: increment
  return [count, await valkey.pttl(key)]
}

import type { Redis } from 'ioredis'

// Wrong: INCR alone is atomic, but a process that dies before its EXPIRE leaves a counter that never ends.
export async function increment(
  valkey: Redis,
  key: string,
  windowSeconds: number,
): Promise<[count: number, ttlMs: number]> {
  // region: increment
  const count = await valkey.incr(key)
  if (count === 1) {
    await valkey.expire(key, windowSeconds)
  }
  // endregion: increment
  return [count, await valkey.pttl(key)]
}

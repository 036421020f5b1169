import type { Redis } from 'ioredis'

/** Wrong: INCR alone is atomic, but a process that dies before its EXPIRE leaves a counter that never ends. */
// region: increment
export async function incrThenExpire(
  valkey: Redis,
  key: string,
  windowSeconds: number,
): Promise<number> {
  const count = await valkey.incr(key)
  if (count === 1) {
    await valkey.expire(key, windowSeconds)
  }
  return count
}
// endregion: increment

// The script returns whether a request passes, but not when the next one does. That is in the hash that the script keeps.
import type { Redis } from 'ioredis'
import type { Waits } from '../../server/my-limiter/lesson-mount.ts'

type Quota = { limit: number; windowMs: number }

/** By Valkey's own clock. `null` where the hash has other fields than the exercise's: then only the script can know. */
export async function readSlidingWaits(
  valkey: Redis,
  key: string,
  quota: Quota,
): Promise<Waits | null> {
  const [stored, time] = await Promise.all([
    valkey.hmget(key, 'startUs', 'current', 'previous'),
    valkey.time(),
  ])
  const [seconds = 0, microseconds = 0] = time.map(Number)
  return slidingWaits(stored, seconds * 1000 + microseconds / 1000, quota)
}

/** `stored`: startUs, current and previous. */
export function slidingWaits(
  stored: readonly (string | null)[],
  nowMs: number,
  { limit, windowMs }: Quota,
): Waits | null {
  if (stored.length !== 3 || stored.some((text) => text === null || !(Number(text) >= 0)))
    return null
  const [storedUs = 0, inWindow = 0, inLast = 0] = stored.map(Number)
  const startMs = nowMs - (nowMs % windowMs)
  // A new window has begun since: what was counted in this one was counted in the last one.
  const rolled = storedUs / 1000 < startMs - 0.5
  const [current, previous] = rolled ? [0, inWindow] : [inWindow, inLast]
  /** When the part of `count` that still counts is down to `share`, while its window is the last one from `fromMs` on. */
  const downTo = (share: number, count: number, fromMs: number) =>
    count <= share ? fromMs : fromMs + windowMs * (1 - share / count)
  const nextMs = startMs + windowMs
  const passesMs =
    current < limit ? downTo(limit - current, previous, startMs) : downTo(limit, current, nextMs)
  const freeMs = current > 0 ? downTo(0, current, nextMs) : downTo(0, previous, startMs)
  return {
    ttlMs: Math.max(0, Math.ceil(freeMs - nowMs)),
    retryAfterMs: Math.max(0, Math.ceil(passesMs - nowMs)),
  }
}

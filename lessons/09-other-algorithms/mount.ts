import type { LessonMount, MountParts } from '../../server/my-limiter/lesson-mount.ts'
import { readSlidingWaits } from './sliding-waits.ts'

export const mount: LessonMount = {
  shape: 'script',
  file: 'sliding-window-counter.lua',
  note: 'Your script decides; a small middleware of the workbook runs it and answers. It reads from your hash (HMGET) when the next request passes. With other fields than startUs, current and previous it only knows that a window is enough. The key has another name than the string counters, because it is a hash.',
  // The name shows how the key is read: rate:<ip> is a string counter, and this key is a hash.
  keyOf: (address, { keyspacePrefix, policy: { limit, windowSeconds } }) =>
    `${keyspacePrefix}rate:${limit}x${windowSeconds}:sliding-window-counter:mine:${address}`,
  argsOf: (parts) => [parts.policy.limit, windowMsOf(parts), Date.now()],
  returns: ['allowed', 'count'],
  read: ([allowed, count]) => ({ allowed: allowed === 1, count }),
  waitsOf: (key, parts) =>
    readSlidingWaits(parts.valkey, key, {
      limit: parts.policy.limit,
      windowMs: windowMsOf(parts),
    }),
}

function windowMsOf({ policy }: MountParts): number {
  return policy.windowSeconds * 1000
}

import type { LessonMount } from '../../server/my-limiter/lesson-mount.ts'

export const mount: LessonMount = {
  shape: 'script',
  file: 'fixed-window.lua',
  note: 'Your script counts; a small middleware of the workbook runs it and answers.',
  keyOf: (address) => `rate:${address}`,
  argsOf: ({ policy }) => [policy.windowSeconds],
  returns: ['count', 'ttlMs'],
  read: ([count, ttlMs], { policy }) => ({ allowed: count <= policy.limit, count, ttlMs }),
}

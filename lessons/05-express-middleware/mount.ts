import type { LessonMount } from '../../server/my-limiter/lesson-mount.ts'

export const mount: LessonMount = {
  shape: 'middleware',
  file: 'rate-limit.ts',
  factory: 'rateLimit',
  optionsOf: ({ valkey }) => ({ valkey }),
}

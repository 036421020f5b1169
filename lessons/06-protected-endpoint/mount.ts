import { rateLimit } from '../../server/limiter/rate-limit.ts'
import type { LessonMount } from '../../server/my-limiter/lesson-mount.ts'
import type { AppOptions } from './solution/app.ts'

export const mount: LessonMount = {
  shape: 'app',
  file: 'app.ts',
  factory: 'createApp',
  optionsOf: ({ valkey, policy }): AppOptions => ({
    limiter: rateLimit({ valkey, ...policy }),
    tellJoke: () => 'Chuck Norris kod yazmaz, kod kendini yazar.',
  }),
}

import type { LessonMount } from '../../server/my-limiter/lesson-mount.ts'
import type { ApiOptions } from './solution/api.ts'
import { adasKey, clients } from './visit-api.ts'

export const mount: LessonMount = {
  shape: 'app',
  file: 'api.ts',
  note: `A request without X-API-Key is sent as ada’s, with ${adasKey}, so that the button works.`,
  factory: 'createApi',
  optionsOf: ({ valkey }): ApiOptions => ({ valkey, clients, makeReport: () => 'A report.\n' }),
  prefixKeys: true,
  prepare(req) {
    req.headers['x-api-key'] ??= adasKey
  },
}

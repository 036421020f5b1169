import type { Request } from 'express'
import { keyByIp } from '../../server/limiter/keys/key-by-ip.ts'
import { rateLimit } from '../../server/limiter/rate-limit.ts'
import type { LessonMount } from '../../server/my-limiter/lesson-mount.ts'
import type { Tools } from './solution/app.ts'

export const mount: LessonMount = {
  shape: 'app',
  file: 'app.ts',
  note: 'The workbook is the one proxy in front of your app. It knows Authorization: Bearer session-of-ada and X-API-Key: sk-4f9a1c77.',
  factory: 'createApp',
  optionsOf: ({ valkey, policy }): Tools => ({
    rateLimit: ({ keyGenerator }) => rateLimit({ valkey, ...policy, keyGenerator }),
    knownClient,
    networkOf: (ip) => keyByIp()({ ip } as Request),
  }),
  behindProxy: true,
}

/** Two users with a session, and one program with an API key. */
function knownClient(req: Request): { user?: string; apiKey?: string } {
  const user = /^Bearer session-of-(ada|bob)$/.exec(req.get('Authorization') ?? '')?.[1]
  const apiKey = req.get('X-API-Key')
  return { ...(user && { user }), ...(apiKey === 'sk-4f9a1c77' && { apiKey }) }
}

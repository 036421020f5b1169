// Who visits: users with a session, programs with an API key, and what the app is given to know them.
import type { Redis } from 'ioredis'
import { rateLimit } from '../../server/limiter/rate-limit.ts'
import { networkOf } from './network-of.ts'
import type { Check, CreateApp } from './visit-app.ts'
import { type Sent, visitApp } from './visit-app.ts'

/** The headers of a user who has logged in and is called so. */
export const namedLike = (name: string) => ({ Authorization: `Bearer session-of-"${name}"` })
export const ada = namedLike('ada')
export const bob = namedLike('bob')
// They begin alike, end alike, or differ in the middle, or in capitals: nothing less than the whole key tells them apart.
export const apiKey = 'sk-live-Vq7mTzR4wLp2'
export const otherKeys = [
  'sk-live-Vq7mTzR4wKx9',
  'sk-live-Hn3cTzR4wLp2',
  'sk-live-Vq7mTyR4wLp2',
  'sk-live-vq7mTzR4wLp2',
]
export const apiKeys = [apiKey, ...otherKeys]
export const home = '203.0.113.7'

type StatusesOf = (sent: Sent[]) => Promise<number[]>

export async function visit(
  { createApp, valkey }: Parameters<Check>[0],
  visitor: (statusesOf: StatusesOf) => Promise<void>,
): Promise<void> {
  await visitApp(createApp(toolsFor(valkey)), async (send) => {
    await visitor(async (sent) => {
      const statuses: number[] = []
      for (const one of sent) statuses.push(await send(one))
      return statuses
    })
  })
}

export function toolsFor(valkey: Redis): Parameters<CreateApp>[0] {
  return {
    rateLimit: ({ keyGenerator }) =>
      rateLimit({ valkey, limit: 2, keyGenerator, onWarning: () => undefined }),
    knownClient(req) {
      // A session in quotes is one that the server knows.
      const user = /^Bearer session-of-"(.+)"$/.exec(req.get('Authorization') ?? '')?.[1]
      const known = apiKeys.find((one) => one === req.get('X-API-Key'))
      return { ...(user && { user }), ...(known && { apiKey: known }) }
    },
    networkOf,
  }
}

/** The keys that a check has left in Valkey, without the prefix that is its own. */
export async function keysOf(valkey: Redis): Promise<string[]> {
  const prefix = valkey.options.keyPrefix ?? ''
  return (await valkey.keys(`${prefix}*`)).map((key) => key.slice(prefix.length))
}

import { join, resolve } from 'node:path'
import type { Inspector } from '../inspector/inspector.ts'
import { homePrefix } from '../keyspace/home-prefix.ts'
import type { Keyspaces } from '../keyspaces.ts'
import { readLiveExercises } from '../my-limiter/lesson-mount.ts'
import { createMyLimiter, type MyLimiterHost } from '../my-limiter/my-limiter.ts'
import type { OpenValkey } from '../valkey/open.ts'
import { openSocket } from '../valkey/open-socket.ts'

/** The learner's own limiter on their own machine: it publishes to the one keyspace, and the inspector follows it. */
export async function openHomeMyLimiter({
  root,
  workspace,
  valkey,
  policy,
  keyspaces,
  inspector,
}: {
  root: string
  workspace: string
  valkey: Pick<OpenValkey, 'connection' | 'address' | 'guard'>
  policy: { limit: number; windowSeconds: number }
  keyspaces: Keyspaces
  inspector: Inspector
}): Promise<MyLimiterHost> {
  const { username, password } = valkey.address
  return createMyLimiter({
    exercises: await readLiveExercises(join(root, 'lessons')),
    workspace: resolve(root, workspace),
    valkey: valkey.connection.client,
    guard: valkey.guard,
    open: () => openSocket(valkey.address),
    login: {
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
    },
    policy,
    keyspacePrefix: homePrefix,
    publish: (data) => keyspaces.find('home')?.publish({ event: 'my-limiter', data }),
    onTrace: inspector.note,
    onKeys: (used) => void keyspaces.find('home')?.keys.used(used),
  })
}

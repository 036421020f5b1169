import { resolve } from 'node:path'
import type { Inspector } from '../inspector/inspector.ts'
import { homePrefix } from '../keyspace/home-prefix.ts'
import type { Labs } from '../keyspaces.ts'
import { createLiveCode, type LiveCode } from '../my-limiter/my-limiter.ts'
import type { OpenValkey } from '../valkey/open.ts'
import { openSocket } from '../valkey/open-socket.ts'

/** The learner's own limiter on their own machine: told to the one lab, followed by the inspector. */
export function openHomeLiveCode({
  root,
  workspace,
  valkey,
  policy,
  labs,
  inspector,
}: {
  root: string
  workspace: string
  valkey: Pick<OpenValkey, 'connection' | 'address' | 'guard'>
  policy: { limit: number; windowSeconds: number }
  labs: Labs
  inspector: Inspector
}): LiveCode {
  const { username, password } = valkey.address
  return createLiveCode({
    workspace: resolve(root, workspace),
    valkey: valkey.connection.client,
    guard: valkey.guard,
    open: () => openSocket(valkey.address),
    login: {
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
    },
    policy,
    labPrefix: homePrefix,
    publish: (data) => labs.find('home')?.publish({ event: 'my-limiter', data }),
    onTrace: inspector.note,
    onKeys: (used) => void labs.find('home')?.keys.used(used),
  })
}

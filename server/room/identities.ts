import type { Redis } from 'ioredis'
import { hashOf } from './access.ts'
import type { RoomStore } from './room-store.ts'

export type Identities = {
  /** The keyspace that a token opens; undefined for a token that this room does not know. Rejects when Valkey does not answer. */
  find(token: string): Promise<string | undefined>
  add(token: string, keyspaceId: string): Promise<void>
  remove(token: string): Promise<void>
  close(): void
}

/** So many are remembered in this process; the others are asked for again. */
const mostRemembered = 10_000

/**
 * Which token opens which keyspace: a hash in Valkey, whose fields are hashes of the tokens. Those that were found are
 * remembered here until the learner is gone from the room or this process may have missed it.
 */
export function createIdentities({
  valkey,
  store,
}: {
  valkey: Redis
  store: Pick<RoomStore, 'keys' | 'subscribe'>
}): Identities {
  const key = store.keys.tokens
  const known = new Map<string, string>()
  const unsubscribe = store.subscribe((news) => {
    if (news.kind === 'ended' || news.kind === 'resync') known.clear()
    if (news.kind !== 'gone') return
    for (const [hash, keyspaceId] of known) if (keyspaceId === news.id) known.delete(hash)
  })

  return {
    async find(token) {
      const hash = hashOf(token)
      const remembered = known.get(hash)
      if (remembered !== undefined) return remembered
      const keyspaceId = await valkey.hget(key, hash)
      if (keyspaceId === null) return undefined
      if (known.size >= mostRemembered) known.clear()
      known.set(hash, keyspaceId)
      return keyspaceId
    },
    async add(token, keyspaceId) {
      await valkey.hset(key, hashOf(token), keyspaceId)
    },
    async remove(token) {
      const hash = hashOf(token)
      known.delete(hash)
      await valkey.hdel(key, hash)
    },
    close: unsubscribe,
  }
}

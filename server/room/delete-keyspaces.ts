import type { Cluster, Redis } from 'ioredis'

const atOnce = 500

/**
 * Deletes every key of these keyspaces, and the Valkey users of their consoles. It walks over all keys once (SCAN), which is
 * right at the end of a room and at no other time. Users may not be listed everywhere: those stay then, with no key to reach.
 */
export async function deleteKeyspaces(valkey: Redis | Cluster, ids: string[]): Promise<void> {
  const keyspaces = new Set(ids)
  const nodes = valkey.isCluster ? (valkey as Cluster).nodes('master') : [valkey as Redis]
  for (const node of nodes) {
    let cursor = '0'
    do {
      const [next, keys] = await node.scan(cursor, 'MATCH', '*{lab:*', 'COUNT', atOnce)
      cursor = next
      const theirs = keys.filter((key) => keyspaces.has(/\{lab:([^}]+)\}/.exec(key)?.[1] ?? ''))
      // One key each: on a cluster those of two keyspaces are in two slots.
      await Promise.all(theirs.map((key) => node.unlink(key)))
    } while (cursor !== '0')
    const users = await node.call('ACL', 'USERS').catch(() => [])
    const consoles = (users as string[]).filter((user) =>
      keyspaces.has(/^keyspace:([^:]+):/.exec(user)?.[1] ?? ''),
    )
    if (consoles.length > 0) await node.call('ACL', 'DELUSER', ...consoles)
  }
}

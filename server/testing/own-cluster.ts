import { once } from 'node:events'
import { Cluster } from 'ioredis'
import { connectValkey, type ValkeyConnection } from '../valkey/connect.ts'
import { startRealCluster } from './real-cluster.ts'

/**
 * A real cluster of one node that holds all slots: it routes by hash slot and refuses scripts whose keys lie in
 * different ones, as a large one does. Undefined where there is no valkey-server to start, only Docker.
 */
export async function openOwnCluster(): Promise<
  { cluster: Cluster; node: ValkeyConnection; close(): Promise<void> } | undefined
> {
  const started = await startRealCluster({ masters: 1, replicasEach: 0 })
  if (!started) return undefined
  const { nodes, password } = started
  const port = nodes[0]?.port ?? 0
  const node = connectValkey(
    { host: '127.0.0.1', port, password, tls: false },
    { where: 'a cluster of one node' },
  )
  await node.ready(5000)
  const cluster = new Cluster(nodes, {
    redisOptions: { password },
    enableOfflineQueue: false,
    retryDelayOnFailover: 0,
  })
  await once(cluster, 'ready')
  return {
    cluster,
    node,
    async close() {
      cluster.disconnect()
      node.close()
      await started.close()
    },
  }
}

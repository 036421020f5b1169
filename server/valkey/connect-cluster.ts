import { Cluster, type Redis } from 'ioredis'
import type { ValkeyAddress } from './address.ts'
import { createClusterPing } from './cluster-ping.ts'
import { connectionOptions, readyWithin, type ValkeyConnection } from './connect.ts'
import { createHealth } from './health.ts'

/**
 * Opens a Valkey Cluster through any of `addresses`; the others are found by themselves, and a replica that took a dead
 * master's place within a second. As with one server nothing is queued and nothing repeated that may have been counted:
 * only what a node says it did not run (MOVED, ASK, TRYAGAIN) is sent again, to the right one. The client is used like
 * any other; every call's keys share a hash tag, so one node has them all.
 * Source: https://valkey.io/topics/cluster-spec/, https://github.com/redis/ioredis#cluster
 */
export function connectCluster(
  addresses: [ValkeyAddress, ...ValkeyAddress[]],
  { where }: { where: string },
): ValkeyConnection {
  const [address] = addresses
  const {
    retryStrategy,
    enableOfflineQueue,
    host: _host,
    port: _port,
    ...node
  } = connectionOptions(address)
  const cluster = new Cluster(
    addresses.map(({ host, port }) => ({ host, port })),
    {
      redisOptions: node,
      enableOfflineQueue,
      clusterRetryStrategy: retryStrategy,
      // A connection that was lost may have counted; a slot without a master is an answer to give, not to wait for.
      retryDelayOnFailover: 0,
      retryDelayOnClusterDown: 0,
      maxRedirections: 3,
      slotsRefreshTimeout: 1000,
      slotsRefreshInterval: 1000,
    },
  )
  // Its commands are Redis's own; what is only on one of the two (`nodes`) is used here alone.
  const client = cluster as unknown as Redis
  const health = createHealth({
    client,
    address,
    where,
    ping: createClusterPing(cluster),
  })
  // One node's connection: the others go on, so it is looked into before anything is said.
  cluster.on('node error', health.suspect)

  return {
    client,
    health,
    nodeAddress() {
      const node = cluster.nodes('master').find(({ status }) => status === 'ready')
      const { host = address.host, port = address.port } = node?.options ?? {}
      return { ...address, host, port }
    },
    ready: (deadlineMs) => readyWithin(health, deadlineMs),
    close() {
      health.stop()
      cluster.disconnect()
    },
  }
}

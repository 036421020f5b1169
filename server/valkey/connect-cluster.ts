import { Cluster, type Redis } from 'ioredis'
import type { ValkeyAddress } from './address.ts'
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

/**
 * Returns the PING of a whole cluster: resolves when every slot has a master and each of them answers, and rejects with
 * a sentence that names the one that does not.
 * Source: https://valkey.io/commands/cluster-slots/
 */
function createClusterPing(cluster: Cluster): () => Promise<void> {
  return async function pingCluster() {
    const ranges = await askAny()
    const covered = ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0)
    if (covered < 16_384)
      throw new Error(`${16_384 - covered} of the cluster's 16384 slots have no master.`)
    const masters = new Set(ranges.map(([, , master]) => master?.slice(0, 2).join(':') ?? ''))
    await Promise.all([...masters].map(pingMaster))
  }

  /** Whoever answers first: a node that has just died must not speak for the others. */
  async function askAny() {
    try {
      return await Promise.any(cluster.nodes('master').map((node) => node.cluster('SLOTS')))
    } catch {
      throw new Error('Not one master of the cluster answers.')
    }
  }

  async function pingMaster(name: string): Promise<void> {
    const node = cluster
      .nodes('master')
      .find(({ options }) => `${options.host}:${options.port}` === name)
    try {
      if (!node) throw new Error('not connected')
      await node.ping()
    } catch {
      throw new Error(
        `The cluster's master ${name} does not answer. Whose keys it holds must wait until a replica has taken its place, usually a few seconds.`,
      )
    }
  }
}

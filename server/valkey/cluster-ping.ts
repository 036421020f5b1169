import type { Cluster } from 'ioredis'

/**
 * Returns the PING of a whole cluster: resolves when every slot has a master and each of them answers, and rejects with
 * a sentence that names the one that does not.
 * Source: https://valkey.io/commands/cluster-slots/
 */
export function createClusterPing(cluster: Cluster): () => Promise<void> {
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

import type { ValkeyConnection } from '../valkey/connect.ts'
import { connectCluster } from '../valkey/connect-cluster.ts'
import { type RealCluster, startRealCluster } from './real-cluster.ts'

/** A cluster of a test's own and a ready connection to it. Undefined where there is no valkey-server to start. */
export async function openCluster(
  options?: Parameters<typeof startRealCluster>[0],
): Promise<(ValkeyConnection & { cluster: RealCluster; closeBoth(): Promise<void> }) | undefined> {
  const cluster = await startRealCluster(options)
  if (!cluster) return undefined
  const [first, ...others] = cluster.nodes.map((node) => ({
    ...node,
    password: cluster.password,
    tls: false as const,
  }))
  if (!first) throw new Error('The cluster has no node.')
  const connection = connectCluster([first, ...others], { where: "a test's own cluster" })
  await connection.ready(5000)
  return {
    ...connection,
    cluster,
    async closeBoth() {
      connection.close()
      await cluster.close()
    },
  }
}

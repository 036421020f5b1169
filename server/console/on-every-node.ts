import type { Cluster, Redis } from 'ioredis'

/**
 * Runs a command on Valkey, of a cluster on each node that answers: users, for one, are not carried from node to node.
 * Rejects with the first refusal, or when nobody answers at all.
 */
export async function onEveryNode(
  valkey: Redis,
  command: string,
  ...args: string[]
): Promise<void> {
  const nodes = valkey.isCluster ? (valkey as unknown as Cluster).nodes('all') : [valkey]
  const asked = await Promise.allSettled(nodes.map((node) => node.call(command, args)))
  const failed = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []))
  const refusal = failed.find(({ name }) => name === 'ReplyError')
  if (refusal) throw refusal
  if (failed[0] && failed.length === asked.length) throw failed[0]
}

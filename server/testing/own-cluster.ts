import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { Cluster } from 'ioredis'
import { connectValkey, type ValkeyConnection } from '../valkey/connect.ts'
import { findValkeyServer } from '../valkey/find.ts'
import { launchPlan } from '../valkey/launch-plan.ts'
import { eventually } from './eventually.ts'

const password = 'test'

/**
 * A real cluster of one node that holds all slots: it routes by hash slot and refuses scripts whose keys lie in
 * different ones, as a large one does. Undefined where there is no valkey-server to start, only Docker.
 */
export async function openOwnCluster(): Promise<
  { cluster: Cluster; node: ValkeyConnection; close(): Promise<void> } | undefined
> {
  const source = await findValkeyServer({ env: process.env, root: process.cwd(), log: () => {} })
  if (source.kind === 'docker') return undefined
  const port = await freePort()
  const { command, args, env } = launchPlan(source, port, 'cluster').server
  const child = spawn(command, args, { env: { ...process.env, ...env } })
  const config = [
    `port ${port}`,
    'bind 127.0.0.1',
    `requirepass ${password}`,
    'save ""',
    'cluster-enabled yes',
    'cluster-announce-ip 127.0.0.1',
    // By default it is port + 10000, which may be past the last one.
    `cluster-port ${await freePort()}`,
  ]
  child.stdin.write(`${[...config, 'end'].join('\n')}\n`)
  child.stdout.resume()

  const address = { host: '127.0.0.1', port, password, tls: false } as const
  const node = connectValkey(address, { where: 'a cluster of one node' })
  await node.ready(5000)
  await node.client.call('CLUSTER', 'ADDSLOTSRANGE', 0, 16_383)
  await eventually(async () => (await node.client.cluster('INFO')).includes('cluster_state:ok'))
  const cluster = new Cluster([{ host: '127.0.0.1', port }], { redisOptions: { password } })
  return {
    cluster,
    node,
    async close() {
      cluster.disconnect()
      node.close()
      // The end of its stdin ends it.
      child.stdin.end()
      await once(child, 'exit')
    },
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

// A real Valkey Cluster as processes on loopback: masters that share the slots, each with replicas, to be killed.
import { Redis } from 'ioredis'
import { findValkeyServer } from '../valkey/find.ts'
import { bootOnFreePort, freePort } from '../valkey/free-port.ts'
import { launchPlan } from '../valkey/launch-plan.ts'
import { bootServer, type ServerProcess } from '../valkey/server-process.ts'
import { eventually } from './eventually.ts'

const slots = 16_384
const password = 'cluster'

export type RealCluster = {
  /** Any of these leads to all. */
  nodes: { host: string; port: number }[]
  password: string
  /** The port of the master that owns this key's slot now. */
  masterOf(key: string): Promise<number>
  /** The process behind a node, to be frozen. */
  pidOf(port: number): number
  /** SIGKILL: no goodbye, as when a machine loses its power. */
  kill(port: number): void
  close(): Promise<void>
}

/**
 * Boots `masters` × (1 + `replicasEach`) servers, joins them and waits until every replica holds its master's data: one
 * killed before that is never failed over. Undefined where there is no valkey-server to start, only Docker.
 * Source: https://valkey.io/topics/cluster-tutorial/
 */
export async function startRealCluster({
  masters = 3,
  replicasEach = 1,
  nodeTimeoutMs = 2000,
} = {}): Promise<RealCluster | undefined> {
  const source = await findValkeyServer({ env: process.env, root: process.cwd(), log: () => {} })
  if (source.kind === 'docker') return undefined
  const count = masters * (1 + replicasEach)
  const booted = await Promise.all(Array.from({ length: count }, () => bootNode()))
  const clients = booted.map(({ port }) => openNode(port))
  const ask = (at: number, name: string, ...args: (string | number)[]) =>
    clients[at]?.call(name, args)

  async function bootNode(): Promise<{ port: number; server: ServerProcess }> {
    return bootOnFreePort(async (port) =>
      bootServer({
        plan: launchPlan(source, port, `cluster-${port}`),
        port,
        password,
        readyWithinMs: 10_000,
        config: [
          'cluster-enabled yes',
          // By default it is port + 10000, which may be past the last one.
          `cluster-port ${await freePort()}`,
          'cluster-announce-ip 127.0.0.1',
          `cluster-node-timeout ${nodeTimeoutMs}`,
          // The labs on the other masters go on while one is down.
          'cluster-require-full-coverage no',
          `masterauth ${password}`,
        ],
      }),
    )
  }

  async function join(): Promise<void> {
    const ids = await Promise.all(
      clients.map((_, at) => ask(at, 'CLUSTER', 'MYID') as Promise<string>),
    )
    for (let at = 0; at < masters; at += 1) {
      const first = Math.ceil((at * slots) / masters)
      const last = Math.ceil(((at + 1) * slots) / masters) - 1
      await ask(at, 'CLUSTER', 'ADDSLOTSRANGE', first, last)
      // Each its own, or two masters claim the same one.
      await ask(at, 'CLUSTER', 'SET-CONFIG-EPOCH', at + 1)
    }
    for (const { port } of booted.slice(1)) {
      const bus = await busPortOf(port)
      await ask(0, 'CLUSTER', 'MEET', '127.0.0.1', port, bus)
    }
    for (let at = masters; at < count; at += 1) {
      const master = ids[at % masters] ?? ''
      const knows = async () => String(await ask(at, 'CLUSTER', 'NODES')).includes(master)
      await eventually(knows, { withinMs: 20_000 })
      await ask(at, 'CLUSTER', 'REPLICATE', master)
    }
    await eventually(allReady, { withinMs: 60_000, everyMs: 100 })
  }

  async function busPortOf(port: number): Promise<number> {
    const at = booted.findIndex((node) => node.port === port)
    const [, value] = (await ask(at, 'CONFIG', 'GET', 'cluster-port')) as [string, string]
    return Number(value)
  }

  async function allReady(): Promise<boolean> {
    const states = await Promise.all(clients.map((_, at) => isReady(at).catch(whileItLoads)))
    return states.every(Boolean)
  }

  async function isReady(at: number): Promise<boolean> {
    const about = String(await ask(at, 'CLUSTER', 'INFO'))
    if (!about.includes('cluster_state:ok') || !about.includes(`cluster_known_nodes:${count}`))
      return false
    return (
      at < masters || String(await ask(at, 'INFO', 'replication')).includes('master_link_status:up')
    )
  }

  function pidOf(port: number): number {
    const node = booted.find((one) => one.port === port)
    if (!node) throw new Error(`The cluster has no node on port ${port}.`)
    return node.server.pid
  }

  async function close(): Promise<void> {
    for (const client of clients) client.disconnect()
    await Promise.all(booted.map(({ server }) => server.end()))
  }

  try {
    await join()
  } catch (error) {
    await close()
    throw error
  }
  return {
    nodes: booted.map(({ port }) => ({ host: '127.0.0.1', port })),
    password,
    async masterOf(key) {
      const alive = clients.find(({ status }) => status === 'ready')
      if (!alive) throw new Error('Not one node of the cluster answers.')
      const slot = Number(await alive.cluster('KEYSLOT', key))
      const ranges = await alive.cluster('SLOTS')
      const owner = ranges.find(([first, last]) => first <= slot && slot <= last)
      if (!owner) throw new Error(`Slot ${slot} has no master at the moment.`)
      return Number(owner[2]?.[1])
    },
    pidOf,
    kill: (port) => void process.kill(pidOf(port), 'SIGKILL'),
    close,
  }
}

/** A replica that reads in its master's data answers nothing else. */
function whileItLoads(error: Error): false {
  if (error.message.startsWith('LOADING')) return false
  throw error
}

function openNode(port: number): Redis {
  const client = new Redis({
    host: '127.0.0.1',
    port,
    password,
    maxRetriesPerRequest: 0,
    retryStrategy: () => 200,
  })
  // A killed node is what it is here for.
  client.on('error', () => {})
  return client
}

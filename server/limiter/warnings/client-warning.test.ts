// A client's settings decide what happens to a hit whose answer is lost. Here it is lost: Valkey is frozen, the request
// gets its 503 at the deadline, the connection breaks, and Valkey goes on with what lies in its socket.
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import express from 'express'
import { Cluster, Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { openOwnValkey } from '../../testing/own-valkey.ts'
import { type RealCluster, startRealCluster } from '../../testing/real-cluster.ts'
import { serve } from '../../testing/serve.ts'
import { connectValkey, type ValkeyConnection } from '../../valkey/connect.ts'
import { connectCluster } from '../../valkey/connect-cluster.ts'
import { rateLimit } from '../rate-limit.ts'
import { warnAboutClient } from './client-warning.ts'
import type { LimiterWarning } from './limiter-warning.ts'

vi.setConfig({ testTimeout: 60_000 })

type ClientSettings = { maxRetriesPerRequest?: number | null; enableOfflineQueue?: boolean }
type ClusterSettings = {
  enableAutoPipelining?: boolean
  enableOfflineQueue?: boolean
  retryDelayOnFailover?: number
  clusterNodeRetryStrategy?: () => number
  redisOptions?: { maxRetriesPerRequest: number }
}

let own: Awaited<ReturnType<typeof openOwnValkey>>
let ownCluster: RealCluster | undefined
const opened: { close(): Promise<void> | void }[] = []

beforeAll(async () => {
  own = await openOwnValkey()
  ownCluster = await startRealCluster({ masters: 3, replicasEach: 0 })
})
afterAll(async () => {
  await own.closeBoth()
  await ownCluster?.close()
})
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
})

/** A quick reconnect, so that what is sent again is sent soon. */
const soon = { retryStrategy: () => 50 }

async function openClient(options: ClientSettings): Promise<Redis> {
  const { host, port, password = '' } = own.server.address
  return keep(new Redis({ ...options, host, port, password, ...soon }))
}

async function openClusterClient(options: ClusterSettings): Promise<Cluster> {
  const { nodes, password } = ownCluster as RealCluster
  const redisOptions = { ...options.redisOptions, password }
  return keep(new Cluster(nodes, { ...options, redisOptions }))
}

async function openNode(port: number): Promise<ValkeyConnection> {
  const password = ownCluster?.password ?? ''
  const node = connectValkey({ host: '127.0.0.1', port, password, tls: false }, { where: 'a node' })
  opened.push(node)
  await node.ready(5000)
  return node
}

async function keep<Client extends Redis | Cluster>(client: Client): Promise<Client> {
  client.on('error', () => {})
  opened.push({ close: () => client.disconnect() })
  await once(client, 'ready')
  return client
}

/** A limited endpoint: its warnings, and what became of hits whose request had its answer already. */
async function limited(valkey: Redis | Cluster) {
  const warnings: LimiterWarning[] = []
  const late: string[] = []
  const prefix = `${randomUUID()}:`
  const limiter = rateLimit({
    ...{ valkey, prefix, deadlineMs: 100 },
    onError: () => {},
    onLate: ({ status }) => late.push(status),
    onWarning: (warning) => warnings.push(warning),
  })
  const server = await serve(express().get('/', limiter, (_req, res) => res.send('a joke')))
  opened.push(server)
  const ask = async () => (await fetch(server.url)).status
  // Valkey knows the script from now on, so that what lies in its socket runs.
  expect(await ask()).toBe(200)
  return { warnings, late, ask, key: `${prefix}127.0.0.1` }
}

async function whileFrozen(pid: number, act: () => Promise<void>): Promise<void> {
  process.kill(pid, 'SIGSTOP')
  try {
    await act()
  } finally {
    process.kill(pid, 'SIGCONT')
  }
}

const again = /sends a hit again .* one request may count twice/
const queued = /keeps hits that it cannot send .* count long after/

test.each<[ClientSettings, { settings: string; late: string; count: number }]>([
  [
    { enableOfflineQueue: true },
    { settings: 'maxRetriesPerRequest: 0, enableOfflineQueue: false', late: 'fulfilled', count: 2 },
  ],
  [
    { enableOfflineQueue: false },
    { settings: 'maxRetriesPerRequest: 0', late: 'fulfilled', count: 2 },
  ],
  [
    { enableOfflineQueue: false, maxRetriesPerRequest: null },
    { settings: 'maxRetriesPerRequest: 0', late: 'fulfilled', count: 2 },
  ],
  [
    { enableOfflineQueue: false, maxRetriesPerRequest: 0 },
    { settings: '', late: 'rejected', count: 1 },
  ],
])('a client with %j: %j', async (options, { settings, late, count }) => {
  const client = await openClient(options)
  const { warnings, ask, ...hit } = await limited(client)
  await whileFrozen(own.server.pid(), async () => {
    expect(await ask()).toBe(503)
    client.stream.destroy()
  })
  await eventually(() => hit.late.length > 0, { withinMs: 20_000 })
  expect(hit.late).toEqual([late])
  await eventually(async () => Number(await own.client.get(hit.key)) === 1 + count)
  expect(warnings.map(({ message }) => again.test(message))).toEqual(count > 1 ? [true] : [])
  expect(warnings.map(({ message }) => /\{ (.*) \}/.exec(message)?.[1])).toEqual(
    settings === '' ? [] : [settings],
  )
})

test.each([true, false])('with enableOfflineQueue: %j', async (enableOfflineQueue) => {
  const client = await openClient({ enableOfflineQueue, maxRetriesPerRequest: 0 })
  const { warnings, ask, ...hit } = await limited(client)
  await whileFrozen(own.server.pid(), async () => {
    client.stream.destroy()
    await eventually(() => client.status === 'connect')
    expect(await ask()).toBe(503)
  })
  await eventually(async () => (await ask()) === 200)
  // The first request, the one that has just got its 200, and the one that was queued.
  expect(Number(await own.client.get(hit.key))).toBe(enableOfflineQueue ? 3 : 2)
  expect(warnings.map(({ message }) => queued.test(message))).toEqual(
    enableOfflineQueue ? [true] : [],
  )
})

test.for<[ClusterSettings, { settings: string; late: string; count: number }]>([
  [
    {},
    {
      settings: 'retryDelayOnFailover: 0, enableOfflineQueue: false',
      late: 'fulfilled',
      count: 2,
    },
  ],
  [
    { enableOfflineQueue: false, redisOptions: { maxRetriesPerRequest: 0 } },
    { settings: 'retryDelayOnFailover: 0', late: 'fulfilled', count: 2 },
  ],
  [
    { enableOfflineQueue: false, retryDelayOnFailover: 0, clusterNodeRetryStrategy: () => 50 },
    { settings: 'redisOptions: { maxRetriesPerRequest: 0 }', late: 'fulfilled', count: 2 },
  ],
  [
    { enableOfflineQueue: false, retryDelayOnFailover: 0 },
    { settings: '', late: 'rejected', count: 1 },
  ],
])('a cluster’s client with %j: %j', async ([options, { settings, late, count }], { skip }) => {
  if (!ownCluster) skip('a cluster needs a valkey-server that runs here')
  const client = await openClusterClient(options)
  const { warnings, ask, ...hit } = await limited(client)
  const cluster = ownCluster as RealCluster
  const port = await cluster.masterOf(hit.key)
  const { client: direct } = await openNode(port)
  const node = client.nodes().find((one) => one.options.port === port)
  await node?.ping()
  await whileFrozen(cluster.pidOf(port), async () => {
    expect(await ask()).toBe(503)
    node?.stream.destroy()
  })
  await eventually(() => hit.late.length > 0, { withinMs: 20_000 })
  expect(hit.late).toEqual([late])
  await eventually(async () => Number(await direct.get(hit.key)) === 1 + count)
  expect(warnings.map(({ message }) => again.test(message))).toEqual(count > 1 ? [true] : [])
  expect(warnings.map(({ message }) => /\{ (.*) \}:/.exec(message)?.[1])).toEqual(
    settings === '' ? [] : [settings],
  )
})

test('several limiters of one client say it once; unless told otherwise, Node prints it', async () => {
  const printed: (Error & { code?: string })[] = []
  const listen = (warning: Error) => printed.push(warning)
  process.on('warning', listen)
  opened.push({ close: () => void process.off('warning', listen) })
  const client = await openClient({})
  for (const prefix of ['one:', 'two:']) rateLimit({ valkey: client, prefix })
  await eventually(() => printed.length > 0)
  expect(printed).toMatchObject([{ name: 'RateLimitWarning', code: 'CLIENT_TRIES_AGAIN' }])
  expect(printed[0]?.message).toContain('https://github.com/redis/ioredis#auto-reconnect')
})

test('the workbook’s own clients give no reason to warn', ({ skip }) => {
  if (!ownCluster) return skip('a cluster needs a valkey-server that runs here')
  const { nodes, password } = ownCluster
  const [first = { host: '', port: 0 }] = nodes
  const cluster = connectCluster([{ ...first, password, tls: false }], { where: 'a test' })
  opened.push(cluster)
  const warnings: LimiterWarning[] = []
  for (const valkey of [own.client, cluster.client]) {
    warnAboutClient({ valkey, onWarning: (warning) => warnings.push(warning) })
  }
  expect(warnings).toEqual([])
})

test('a cluster’s client with auto-pipelining is warned about when the limiter is made', async () => {
  const valkey = await openClusterClient({ enableAutoPipelining: true, enableOfflineQueue: false })
  const codes: string[] = []
  warnAboutClient({ valkey, onWarning: ({ code }) => codes.push(code) })
  expect(codes[0]).toBe('CLIENT_MIXES_SLOTS')
})

// Group commit where more than one process is involved: a second server, a lost connection.
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect as connectSocket, createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { beforeEach, expect, inject, onTestFinished, test } from 'vitest'
import { eventually } from '../../../testing/eventually.ts'
import type { ValkeyAddress } from '../../../valkey/address.ts'
import { connectValkey, type ValkeyConnection } from '../../../valkey/connect.ts'
import { createGroupedFixedWindow } from './group-commit.ts'

let connection: ValkeyConnection
const newKey = () => `test:${randomUUID()}:rate:127.0.0.1`
const oneTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1)

beforeEach(async () => {
  connection = await open(inject('valkey'))
})

async function open(address: ValkeyAddress): Promise<ValkeyConnection> {
  const opened = connectValkey(address, { where: 'the test Valkey' })
  onTestFinished(() => opened.close())
  expect(await opened.ready(5000)).toBeUndefined()
  return opened
}

// What the second process runs: it says when it is ready, waits for a word, and prints the counts it got.
const here = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)
const secondServer = `
import { connectValkey } from ${here('../../../valkey/connect.ts')}
import { createGroupedFixedWindow } from ${here('./group-commit.ts')}
const connection = connectValkey(JSON.parse(process.env.ADDRESS), { where: 'the test Valkey' })
await connection.ready(5000)
const hit = createGroupedFixedWindow({ valkey: connection.client, windowSeconds: 60 })
console.log('ready')
process.stdin.once('data', async () => {
  const hits = await Promise.all(Array.from({ length: 100 }, () => hit(process.env.KEY)))
  console.log(JSON.stringify(hits.map(({ count }) => count)))
  connection.close()
  process.stdin.destroy()
})`

test('50 of 200 hits at once over two processes are within a limit of 50', async () => {
  const key = newKey()
  const env = { ...process.env, ADDRESS: JSON.stringify(inject('valkey')), KEY: key }
  const args = ['--import', 'tsx', '--input-type=module', '--eval', secondServer]
  const child = spawn(process.execPath, args, { env, stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  expect((await said.next()).value).toBe('ready')

  const hit = createGroupedFixedWindow({ valkey: connection.client, windowSeconds: 60 })
  child.stdin.write('go\n')
  const mine = await Promise.all(Array.from({ length: 100 }, () => hit(key)))
  const counts = [
    ...mine.map(({ count }) => count),
    ...(JSON.parse((await said.next()).value ?? '[]') as number[]),
  ]
  expect(counts.toSorted((a, b) => a - b)).toEqual(oneTo(200))
  expect(counts.filter((count) => count <= 50)).toHaveLength(50)
}, 20_000)

/** Passes bytes on to Valkey; after `cut()`, requests still arrive but their replies are lost with the connection. */
async function lossyProxy() {
  const { host, port } = inject('valkey')
  const sockets = new Set<Socket>()
  let losing = false
  const server = createServer((client) => {
    const upstream = connectSocket({ host, port })
    for (const one of [client, upstream]) sockets.add(one.on('error', () => {}))
    client.pipe(upstream)
    upstream.on('data', (reply) => (losing ? client.resetAndDestroy() : client.write(reply)))
    client.on('close', () => upstream.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const lose = (yes: boolean) => {
    losing = yes
  }
  return { port: (server.address() as AddressInfo).port, lose }
}

test('when Valkey’s reply is lost every hit of the call is rejected, and none is sent again', async () => {
  const proxy = await lossyProxy()
  const through = await open({ ...inject('valkey'), host: '127.0.0.1', port: proxy.port })
  const hit = createGroupedFixedWindow({ valkey: through.client, windowSeconds: 60 })
  const [first, others] = [newKey(), newKey()]
  await Promise.all([hit(first), hit(others), hit(others)])
  proxy.lose(true)
  const settled = await Promise.allSettled([first, ...Array(30).fill(others)].map((k) => hit(k)))
  expect(settled.map(({ status }) => status)).toEqual(Array(31).fill('rejected'))
  proxy.lose(false)
  expect(await through.ready(5000)).toBeUndefined()

  const counted = Number(await connection.client.get(others))
  // The batch reached Valkey or it did not; it never counts twice.
  expect([2, 32]).toContain(counted)
  await eventually(() => through.health.status().up)
  expect((await hit(others)).count).toBe(counted + 1)
  expect(Number(await connection.client.get(first))).toBeLessThanOrEqual(2)
})

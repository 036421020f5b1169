import { type AddressInfo, connect as connectSocket, createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import type { ValkeyAddress } from './address.ts'
import { connectValkey } from './connect.ts'
import { type EmbeddedValkey, startEmbeddedValkey } from './embedded.ts'
import { findValkeyServer } from './find.ts'

const opened: { close(): Promise<void> | void }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
})

async function ownValkey(): Promise<EmbeddedValkey> {
  const env = { ...process.env, VALKEY_SERVER: process.env.VALKEY_SERVER ?? '' }
  const source = await findValkeyServer({ env, root: process.cwd(), log: () => {} })
  const valkey = await startEmbeddedValkey(source)
  opened.push({ close: valkey.stop })
  return valkey
}

function connect(address: ValkeyAddress) {
  const connection = connectValkey(address, { where: 'a test Valkey' })
  opened.push(connection)
  return connection
}

test('once ready it says where it is and which version answers', async () => {
  const valkey = await ownValkey()
  const { ready, health } = connect(valkey.address)
  expect(health.status()).toMatchObject({ up: false, cause: 'Connecting to a test Valkey.' })
  expect(await ready(5000)).toBeUndefined()
  expect(health.status()).toMatchObject({ up: true, version: valkey.version, tls: false })
  expect(health.status().cause).toBeUndefined()
})

test('a wrong password is known at once as a wrong setting', async () => {
  const { address } = await ownValkey()
  const { ready } = connect({ ...address, password: 'wrong' })
  expect(await ready(5000)).toMatchObject({
    code: 'WRONGPASS',
    fault: 'setting',
    sentence: expect.stringContaining('Check VALKEY_PASSWORD'),
  })
})

test('a missing password is known at once as a missing setting', async () => {
  const { address } = await ownValkey()
  const { password: _left, ...without } = address
  expect(await connect(without).ready(5000)).toMatchObject({ code: 'NOAUTH', fault: 'setting' })
})

test('TLS spoken to a port without it is named as what it may be', async () => {
  const { address } = await ownValkey()
  const cause = await connect({ ...address, tls: {} }).ready(2000)
  expect(cause?.sentence).toMatch(/set VALKEY_TLS=false/)
})

test('nobody listening is an outage, named with address and code', async () => {
  const { address, stop } = await ownValkey()
  await stop()
  const { ready, client } = connect(address)
  expect(await ready(300)).toMatchObject({
    code: 'ECONNREFUSED',
    fault: 'outage',
    sentence: `Nothing listens at 127.0.0.1:${address.port} (ECONNREFUSED). Start Valkey, or check VALKEY_PORT.`,
  })
  await expect(client.ping()).rejects.toThrow()
})

test('a Valkey that is killed is down with its cause, and up again by itself when it is back', async () => {
  const valkey = await ownValkey()
  const { ready, health, client } = connect(valkey.address)
  await ready(5000)
  const seen: boolean[] = []
  health.onChange(({ up }) => seen.push(up))
  process.kill(valkey.pid(), 'SIGKILL')
  await eventually(() => seen.includes(true))
  expect(seen).toContain(false)
  expect(await client.ping()).toBe('PONG')
})

test('a frozen Valkey is found out by the first request that times out, and its return by itself', async () => {
  const valkey = await ownValkey()
  const { ready, health, client } = connect(valkey.address)
  await ready(5000)
  const pid = valkey.pid()
  process.kill(pid, 'SIGSTOP')
  try {
    await client.incr('frozen').catch(health.suspect)
    await eventually(() => !health.status().up)
    expect(health.status().cause).toMatch(/does not answer|closed/)
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  await eventually(() => health.status().up)
  expect(await client.ping()).toBe('PONG')
})

test('a hit whose reply is lost is not sent again: it is counted once', async () => {
  const valkey = await ownValkey()
  // A network that breaks after the command went out and before the reply came back.
  const proxy = createServer((inbound) => {
    const outbound = connectSocket(valkey.address.port, '127.0.0.1')
    const broken = () => {
      inbound.destroy()
      outbound.destroy()
    }
    inbound.on('error', broken).on('close', broken)
    outbound.on('error', broken).on('close', broken)
    inbound.pipe(outbound)
    let counting = false
    inbound.on('data', (data) => {
      counting ||= /\bincr\b/i.test(data.toString())
    })
    outbound.on('data', (reply) => (counting ? broken() : inbound.write(reply)))
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  opened.push({ close: () => void proxy.close() })
  const port = (proxy.address() as AddressInfo).port
  const { client, ready } = connect({ ...valkey.address, port })
  await ready(5000)
  await expect(client.incr('lost')).rejects.toThrow()
  await eventually(() => client.status === 'ready')
  expect(await client.get('lost')).toBe('1')
})

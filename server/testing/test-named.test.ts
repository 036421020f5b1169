import { afterEach, expect, test } from 'vitest'
import { connectValkey } from '../valkey/connect.ts'
import { type EmbeddedValkey, startEmbeddedValkey } from '../valkey/embedded.ts'
import { findValkeyServer } from '../valkey/find.ts'
import { takeNamedValkey } from './test-named.ts'

const opened: { close(): Promise<void> | void }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
})

async function ownValkey(): Promise<EmbeddedValkey> {
  const options = { env: process.env, root: process.cwd(), log: () => {} }
  const valkey = await startEmbeddedValkey(await findValkeyServer(options))
  opened.push({ close: valkey.stop })
  return valkey
}

function named({ address }: EmbeddedValkey): NodeJS.ProcessEnv {
  return {
    TEST_VALKEY_HOST: address.host,
    TEST_VALKEY_PORT: String(address.port),
    TEST_VALKEY_PASSWORD: address.password,
    VALKEY_HOST: 'never-asked.invalid',
  }
}

async function clientOf(valkey: EmbeddedValkey) {
  const connection = connectValkey(valkey.address, { where: 'a test Valkey' })
  opened.push(connection)
  await connection.ready(5000)
  return connection.client
}

test('without TEST_VALKEY_HOST no Valkey is taken, whatever VALKEY_HOST says', async () => {
  expect(await takeNamedValkey({ VALKEY_HOST: 'never-asked.invalid' })).toBeUndefined()
})

test('an empty Valkey is taken, and empty again after the run', async () => {
  const own = await ownValkey()
  const client = await clientOf(own)
  const taken = await takeNamedValkey(named(own))
  expect(taken).toMatchObject({ address: own.address, version: own.version })
  await client.set('left-by-a-test', 1)
  await taken?.stop()
  expect(await client.dbsize()).toBe(0)
})

test('a Valkey with keys in any database is refused and left as it is', async () => {
  const own = await ownValkey()
  const client = await clientOf(own)
  await client.select(3)
  await client.set('somebody-needs-this', 1)
  await expect(takeNamedValkey(named(own))).rejects.toThrow(
    /database 3 holds 1 key.*Tests run on an empty Valkey only/,
  )
  expect(await client.get('somebody-needs-this')).toBe('1')
})

test('a second run at the same time is refused', async () => {
  const own = await ownValkey()
  const first = await takeNamedValkey(named(own))
  await expect(takeNamedValkey(named(own))).rejects.toThrow(/holds 1 key/)
  await first?.stop()
})

test('a wrong password and a wrong port are named by their variable', async () => {
  const own = await ownValkey()
  const wrongPassword = takeNamedValkey({ ...named(own), TEST_VALKEY_PASSWORD: 'wrong' })
  await expect(wrongPassword).rejects.toThrow(/Check TEST_VALKEY_PASSWORD/)
  const wrongPort = takeNamedValkey({ ...named(own), TEST_VALKEY_PORT: 'six' })
  await expect(wrongPort).rejects.toThrow(
    'TEST_VALKEY_PORT must be a whole number from 1 to 65535, got "six"',
  )
})

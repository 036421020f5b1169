import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { createAskAsUser } from './ask-as-user.ts'
import { findPrlimit } from './bound-memory.ts'
import { type OpenValkey, openValkey } from './open.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const hugeString = readFileSync(
  new URL('../labs/lua/scripts/huge-string.lua', import.meta.url),
  'utf8',
)

let valkey: OpenValkey
beforeAll(async () => {
  valkey = await openValkey({ address: undefined, env: process.env, root, log: () => {} })
  await valkey.connection.ready(10_000)
}, 120_000)
afterAll(() => valkey.close())

test('a string of a gigabyte in Lua finds no memory beyond the bound, and the private server answers again', async ({
  skip,
}) => {
  if (valkey.source?.kind !== 'binary' || !findPrlimit(process.env.PATH ?? '')) {
    return skip('prlimit bounds a server that is a process of this machine')
  }
  const { client } = valkey.connection
  const pid = /^process_id:(\d+)/m.exec(await client.info('server'))?.[1]
  expect(readFileSync(`/proc/${pid}/limits`, 'utf8')).toMatch(
    new RegExp(`^Max address space +${1024 ** 3} `, 'm'),
  )
  const { password = '' } = valkey.address
  const askPatiently = createAskAsUser(valkey.address, { timeoutMs: 60_000 })
  const asked = await askPatiently({ username: 'default', password }, ['EVAL', hugeString, '0'])
  expect(asked).toMatchObject({
    reply: { type: 'error', text: expect.stringContaining('not enough memory') },
  })
  await eventually(() => client.ping().catch(() => null), { withinMs: 20_000 })
}, 90_000)

test('a managed Valkey has nothing that ends it', async () => {
  const { host, port, password = '' } = valkey.address
  const managed = await openValkey({
    env: {},
    root,
    log: () => {},
    address: { host, port, password, tls: false },
  })
  try {
    expect(managed.guard).toBeNull()
    expect(valkey.guard).not.toBeNull()
  } finally {
    await managed.close()
  }
})

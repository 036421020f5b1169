import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LiveEvent } from './contract.ts'
import { createKeyspaceParts, type KeyspaceParts } from './keyspace-parts.ts'
import { createKeyspaces } from './keyspaces.ts'
import { createKeysReader } from './live/read-keys.ts'
import { eventually } from './testing/eventually.ts'
import { openSandboxes } from './testing/open-sandboxes.ts'
import { openTestValkey } from './testing/open-test-valkey.ts'
import { readEvents } from './testing/read-events.ts'
import { serve } from './testing/serve.ts'
import { createAskAsUser } from './valkey/ask-as-user.ts'
import type { ValkeyConnection } from './valkey/connect.ts'

let connection: ValkeyConnection
let sandboxes: Awaited<ReturnType<typeof openSandboxes>>

beforeAll(async () => {
  connection = await openTestValkey()
  sandboxes = await openSandboxes()
})
afterAll(async () => {
  await sandboxes.close()
  connection.close()
})

/** Whose keyspace it is, the header X-Keyspace says. */
async function openKeyspaces({ idleMs = 60_000 } = {}) {
  const closed: string[] = []
  const openOne = createKeyspaceParts({
    valkey: connection,
    readKeys: createKeysReader(connection.client),
    policy: { limit: 5, windowSeconds: 60 },
    sakaKeyOf: (req) => `{lab:${req.get('X-Keyspace')}}:rate:127.0.0.1`,
    prefixOf: (id) => `{lab:${id}}:`,
    ask: createAskAsUser({ host: '127.0.0.1', port: 1, tls: false }),
    ...sandboxes,
    inspect: () => () => {},
    onHit: (hit) => keyspaces.hit(hit),
    log: () => {},
  })
  const openKeyspace = (id: string): KeyspaceParts => {
    const keyspace = openOne(id)
    const close = async () => {
      closed.push(id)
      await keyspace.close()
    }
    return { ...keyspace, close }
  }
  const keyspaces = createKeyspaces({
    openKeyspace,
    keyspaceOf: (req) => req.get('X-Keyspace') ?? '',
    keyspaceOfKey: (key) => /^\{lab:([^}]+)\}:/.exec(key)?.[1],
    idleMs,
    log: () => {},
  })
  const app = express()
  app.get(
    '/events',
    keyspaces.part((keyspace) => keyspace.events.handler),
  )
  app.use(
    '/keyspace',
    keyspaces.part((keyspace) => keyspace.saka()),
  )
  const server = await serve(app)
  return {
    keyspaces,
    closed,
    url: server.url,
    stream: (keyspace: string) => readEvents(`${server.url}/events`, { 'X-Keyspace': keyspace }),
    async close() {
      await keyspaces.close()
      await server.close()
    },
  }
}

const hitsOf = ({ events }: { events: LiveEvent[] }) =>
  events.filter(({ event }) => event === 'hit')

test('each keyspace hears of its own hits, in all its streams, and of nobody else’s', async () => {
  const { stream, url, close } = await openKeyspaces()
  const [ada, adaToo, bob] = [await stream('ada'), await stream('ada'), await stream('bob')]
  await eventually(() => [ada, adaToo, bob].every(({ events }) => events.length === 1))
  for (const keyspace of ['ada', 'bob', 'ada']) {
    await fetch(`${url}/keyspace/saka`, { headers: { 'X-Keyspace': keyspace } })
  }
  await eventually(() => hitsOf(ada).length === 2 && hitsOf(bob).length === 1)
  expect(hitsOf(adaToo)).toEqual(hitsOf(ada))
  expect(hitsOf(bob)).toMatchObject([{ data: { key: '{lab:bob}:rate:5x60:127.0.0.1', count: 1 } }])
  await close()
})

test('a keyspace that nobody uses any more is closed, and one with an open stream is not', async () => {
  const { keyspaces, stream, closed, close } = await openKeyspaces({ idleMs: 40 })
  const ada = await stream('ada')
  const bob = await stream('bob')
  await eventually(() => keyspaces.all().length === 2)
  bob.close()
  await eventually(() => keyspaces.all().length === 1)
  expect(closed).toEqual(['bob'])
  expect(keyspaces.find('ada')).toBeDefined()
  const again = await stream('bob')
  await eventually(() => again.events.length === 1)
  ada.close()
  await close()
})

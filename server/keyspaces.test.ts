import express from 'express'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLabParts, type LabParts } from './keyspace-parts.ts'
import { createLabs } from './keyspaces.ts'
import type { LiveEvent } from './live/channel.ts'
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

/** Whose lab it is, the header X-Lab says. */
async function openLabs({ idleMs = 60_000 } = {}) {
  const closed: string[] = []
  const openOne = createLabParts({
    valkey: connection,
    readKeys: createKeysReader(connection.client),
    policy: { limit: 5, windowSeconds: 60 },
    sakaKeyOf: (req) => `{lab:${req.get('X-Lab')}}:rate:127.0.0.1`,
    prefixOf: (id) => `{lab:${id}}:`,
    ask: createAskAsUser({ host: '127.0.0.1', port: 1, tls: false }),
    ...sandboxes,
    inspect: () => () => {},
    onHit: (hit) => labs.hit(hit),
    log: () => {},
  })
  const openLab = (id: string): LabParts => {
    const lab = openOne(id)
    const close = async () => {
      closed.push(id)
      await lab.close()
    }
    return { ...lab, close }
  }
  const labs = createLabs({
    openLab,
    labOf: (req) => req.get('X-Lab') ?? '',
    labOfKey: (key) => /^\{lab:([^}]+)\}:/.exec(key)?.[1],
    idleMs,
    log: () => {},
  })
  const app = express()
  app.get(
    '/events',
    labs.part((lab) => lab.events.handler),
  )
  app.use(
    '/lab',
    labs.part((lab) => lab.saka()),
  )
  const server = await serve(app)
  return {
    labs,
    closed,
    url: server.url,
    stream: (lab: string) => readEvents(`${server.url}/events`, { 'X-Lab': lab }),
    async close() {
      await labs.close()
      await server.close()
    },
  }
}

const hitsOf = ({ events }: { events: LiveEvent[] }) =>
  events.filter(({ event }) => event === 'hit')

test('each lab hears of its own hits, in all its streams, and of nobody else’s', async () => {
  const { stream, url, close } = await openLabs()
  const [ada, adaToo, bob] = [await stream('ada'), await stream('ada'), await stream('bob')]
  await eventually(() => [ada, adaToo, bob].every(({ events }) => events.length === 1))
  for (const lab of ['ada', 'bob', 'ada']) {
    await fetch(`${url}/lab/saka`, { headers: { 'X-Lab': lab } })
  }
  await eventually(() => hitsOf(ada).length === 2 && hitsOf(bob).length === 1)
  expect(hitsOf(adaToo)).toEqual(hitsOf(ada))
  expect(hitsOf(bob)).toMatchObject([
    { data: { key: '{lab:bob}:rate:5x60:127.0.0.1', count: 1 } },
  ])
  await close()
})

test('a lab that nobody uses any more is closed, and one with an open stream is not', async () => {
  const { labs, stream, closed, close } = await openLabs({ idleMs: 40 })
  const ada = await stream('ada')
  const bob = await stream('bob')
  await eventually(() => labs.all().length === 2)
  bob.close()
  await eventually(() => labs.all().length === 1)
  expect(closed).toEqual(['bob'])
  expect(labs.find('ada')).toBeDefined()
  const again = await stream('bob')
  await eventually(() => again.events.length === 1)
  ada.close()
  await close()
})

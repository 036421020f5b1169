import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKeysReader } from '../live/read-keys.ts'
import { openCluster } from '../testing/open-cluster.ts'
import { createAskAsUser } from '../valkey/ask-as-user.ts'
import { createConsole } from './console.ts'

const noServer = 'Only Docker has a Valkey here, and a cluster needs several as processes.'
const keyspaces = ['ada', 'bob', 'cem', 'eva', 'ida', 'jan', 'kim', 'leo', 'mia']

let own: Awaited<ReturnType<typeof openCluster>>
beforeAll(async () => {
  own = await openCluster({ masters: 3, replicasEach: 0 })
}, 60_000)
afterAll(() => own?.closeBoth())

test('each keyspace has its console, whichever node of the cluster has its keys', async ({
  skip,
}) => {
  if (!own) return skip(noServer)
  const { client, cluster, nodeAddress } = own
  const ask = createAskAsUser(nodeAddress, { timeoutMs: 10_000 })
  const masters = new Set<number>()
  for (const keyspace of keyspaces) {
    const prefix = `{lab:${keyspace}}:`
    masters.add(await cluster.masterOf(prefix))
    const console = createConsole({ valkey: client, ask, keyspace, prefixes: [prefix] })
    expect(await console.run(`SET ${prefix}count 4`)).toMatchObject({ is: 'reply', text: 'OK' })
    expect(await console.run(`INCR ${prefix}count`)).toMatchObject({ text: '(integer) 5' })
    expect(await console.run('GET {lab:somebody}:count')).toMatchObject({ is: 'refused' })
    await console.close()
  }
  expect(masters.size).toBe(3)
})

test('keys of many keyspaces are read at once, each where it is', async ({ skip }) => {
  if (!own) return skip(noServer)
  const { client } = own
  const keys = keyspaces.map((keyspace) => `{lab:${keyspace}}:rate:read`)
  await Promise.all(keys.map((key, i) => client.set(key, i + 1, 'PX', 60_000)))
  const policy = { limit: 5, windowSeconds: 60, algorithm: 'fixed-window' } as const
  const states = await createKeysReader(client)(keys.map((key) => ({ key, ...policy })))
  expect(states.map(({ key, count }) => [key, count])).toEqual(keys.map((key, i) => [key, i + 1]))
})

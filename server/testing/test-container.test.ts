import { randomUUID } from 'node:crypto'
import { getContainerRuntimeClient } from 'testcontainers'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import fixedWindow from '../limiter/algorithms/fixed-window/fixed-window.lua?raw'
import type { ValkeyAddress } from '../valkey/address.ts'
import { connectValkey } from '../valkey/connect.ts'
import { eventually } from './eventually.ts'
import { containerLabel, startValkeyContainer } from './test-container.ts'
import type { TestValkey } from './test-named.ts'

const docker = inject('docker')
const opened: { close(): Promise<void> | void }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
})

async function startOwn(): Promise<TestValkey> {
  if (!docker.answers) throw new Error(docker.why)
  const valkey = await startValkeyContainer({ image: docker.image })
  opened.push({ close: valkey.stop })
  return valkey
}

function connect(address: ValkeyAddress) {
  const connection = connectValkey(address, { where: 'a container' })
  opened.push(connection)
  return connection
}

test('Docker can run a Valkey here', ({ skip }) => {
  if (docker.answers) return
  skip(!docker.required, docker.why)
  expect.fail(`this run is there to test containers, but ${docker.why}`)
})

describe('a Valkey in a container', { timeout: 60_000 }, () => {
  beforeEach(({ skip }) => {
    if (!docker.answers) skip(docker.why)
  })

  test('asks for its password and says which version it is', async () => {
    const valkey = await startOwn()
    const { password, ...without } = valkey.address
    expect(await connect({ ...without, password: 'wrong' }).ready(5000)).toMatchObject({
      code: 'WRONGPASS',
    })
    const connection = connect(valkey.address)
    expect(await connection.ready(5000)).toBeUndefined()
    expect(connection.health.status().version).toBe(valkey.version)
    expect(valkey.version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(password).toMatch(/^[0-9a-f]{64}$/)
  })

  test('runs the script of the limiter', async () => {
    const { client, ready } = connect((await startOwn()).address)
    await ready(5000)
    const key = `rate:${randomUUID()}`
    expect(await client.eval(fixedWindow, 1, key, 60)).toEqual([1, 60_000])
    expect(await client.eval(fixedWindow, 1, key, 60)).toEqual([2, expect.any(Number)])
  })

  test('when it goes away the client knows, with a cause', async () => {
    const valkey = await startOwn()
    const { health, ready } = connect(valkey.address)
    await ready(5000)
    await valkey.stop()
    opened.shift()
    await eventually(() => !health.status().up)
    expect(health.status().cause).toBeTruthy()
  })

  test('nothing of it is left after its end', async () => {
    const before = await containerIds()
    const valkey = await startOwn()
    expect((await containerIds()).length).toBeGreaterThan(before.length)
    await valkey.stop()
    opened.pop()
    expect(await containerIds()).toEqual(before)
  })

  test('an image that is no Valkey is named, and leaves no container behind', async () => {
    const before = await containerIds()
    const start = startValkeyContainer({ image: 'workbook/there-is-no-such-image:0' })
    await expect(start).rejects.toThrow(/workbook\/there-is-no-such-image:0 did not become/)
    expect(await containerIds()).toEqual(before)
  })
})

/** The containers of this file and of the run itself; other tests' containers may come and go. */
async function containerIds(): Promise<string[]> {
  const { container } = await getContainerRuntimeClient()
  const ours = (await container.list()).filter(({ Labels }) => containerLabel in Labels)
  return ours.map(({ Id }) => Id).sort()
}

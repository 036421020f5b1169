import type { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { eventually } from '../../testing/eventually.ts'
import { openSandboxes } from '../../testing/open-sandboxes.ts'
import { openTestValkey } from '../../testing/open-test-valkey.ts'
import { runLab } from '../../testing/run-lab.ts'
import type { WhyValkeyEvent, WhyValkeyOptions } from './contract.ts'
import { operations } from './operations.ts'
import { createWatch } from './watch-server.ts'
import { createWhyValkey } from './why-valkey.ts'

let sandboxes: Awaited<ReturnType<typeof openSandboxes>>
let workbooks: Awaited<ReturnType<typeof openTestValkey>>
beforeAll(async () => {
  sandboxes = await openSandboxes()
  workbooks = await openTestValkey()
})
afterAll(async () => {
  workbooks?.close()
  await sandboxes?.close()
})

/** A machine without a Redis, whatever this one has. */
const noRedis: Sandbox = {
  missing: () => 'There is none.',
  open: () => Promise.reject(new Error('nobody asks for what is missing')),
}

function run(options: WhyValkeyOptions, redis: Sandbox = noRedis) {
  const { sandbox } = sandboxes
  return runLab(createWhyValkey({ valkey: workbooks.client, sandbox, redis }), options)
}

function of<Kind extends WhyValkeyEvent['kind']>(data: WhyValkeyEvent[], kind: Kind) {
  return data.filter((one): one is Extract<WhyValkeyEvent, { kind: Kind }> => one.kind === kind)
}

test('memory: what a counter takes, and that there is no Redis to compare with', {
  timeout: 30_000,
}, async (context) => {
  context.skip(sandboxes.sandbox.missing() !== undefined)
  const { data, ended } = run({ claim: 'memory', counters: 20_000 })
  await ended
  expect(of(data, 'no redis')).toEqual([{ kind: 'no redis', sentence: 'There is none.' }])
  const [result, ...more] = of(data, 'memory result')
  expect(more).toEqual([])
  expect(result).toMatchObject({ maker: 'Valkey', counters: 20_000 })
  // A key of 14 characters, its expiry and a number: no less than that, and no page of memory each.
  expect(result?.bytesPerCounter).toBeGreaterThan(40)
  expect(result?.bytesPerCounter).toBeLessThan(400)
  const written = of(data, 'memory').map(({ counters }) => counters)
  expect(written).toEqual(written.toSorted((a, b) => a - b))
  expect([written[0], written.at(-1)]).toEqual([0, 20_000])
})

test('compatibility: every operation passes on a Valkey', { timeout: 30_000 }, async (context) => {
  context.skip(sandboxes.sandbox.missing() !== undefined)
  const { data, ended } = run({ claim: 'compatibility' })
  await ended
  const done = of(data, 'operation')
  expect(done.filter(({ passed }) => !passed)).toEqual([])
  expect(done.map(({ operation }) => operation)).toEqual(operations.map(({ name }) => name))
})

test('the same on the Redis of this machine, where there is one', {
  timeout: 30_000,
}, async (context) => {
  context.skip(sandboxes.sandbox.missing() !== undefined)
  context.skip(sandboxes.redis.missing() !== undefined, sandboxes.redis.missing())
  const compatibility = run({ claim: 'compatibility' }, sandboxes.redis)
  await compatibility.ended
  const onRedis = of(compatibility.data, 'operation').filter(({ maker }) => maker === 'Redis')
  expect(onRedis).toHaveLength(operations.length)
  expect(of(compatibility.data, 'commands')[0]?.redis).toBeGreaterThan(200)
  const memory = run({ claim: 'memory', counters: 2000 }, sandboxes.redis)
  await memory.ended
  expect(of(memory.data, 'memory result').map(({ maker }) => maker)).toEqual(['Valkey', 'Redis'])
})

test('threads: both settings in turn, then five PINGs behind a script each', {
  timeout: 60_000,
}, async (context) => {
  context.skip(sandboxes.sandbox.missing() !== undefined)
  const { data, ended } = run({ claim: 'threads', ioThreads: 2, connections: 4, rounds: 2 })
  await ended
  const rounds = of(data, 'threads round')
  expect(rounds.map(({ round, ioThreads }) => [round, ioThreads])).toEqual([
    [1, 1],
    [1, 2],
    [2, 2],
    [2, 1],
  ])
  for (const { commandsPerSecond, ioThreads, readByThreads } of rounds) {
    expect(commandsPerSecond).toBeGreaterThan(0)
    if (ioThreads === 1) expect(readByThreads).toBe(0)
  }
  const waits = of(data, 'one at a time')
  expect(waits.map(({ ioThreads, pingMs }) => [ioThreads, pingMs.length])).toEqual([
    [1, 5],
    [2, 5],
  ])
  for (const { scriptMs } of waits) expect(scriptMs).toHaveLength(5)
})

test('observability: a slow script shows in the slow log and in the latency monitor', {
  timeout: 60_000,
}, async (context) => {
  context.skip(sandboxes.sandbox.missing() !== undefined)
  const { data, ended, act, stop } = run({ claim: 'observability', watch: 'own', seconds: 60 })
  const readings = () => of(data, 'reading').map(({ reading }) => reading)
  await eventually(() => readings().length > 0, { withinMs: 20_000 })
  expect(await act({ do: 'slow script' })).toEqual({ done: 'slow script' })
  expect(await act({ do: 'hits' })).toEqual({ done: 'hits' })
  const last = await eventually(
    () => readings().find(({ slow }) => (slow.value?.length ?? 0) > 0 && readings().length > 2),
    { withinMs: 20_000 },
  )
  expect(last.slow.value?.newest.some(({ command }) => command.startsWith('eval'))).toBe(true)
  expect(last.latency.value?.events.length).toBeGreaterThan(0)
  const evalsha = last.commands.value?.find(({ command }) => command === 'EVALSHA')
  expect(evalsha?.calls).toBeGreaterThan(0)
  stop()
  await expect(ended).rejects.toThrow()
})

test("observability of the workbook's Valkey ends by itself and writes nothing", async () => {
  const before = await workbooks.client.config('GET', '*')
  const { data, ended } = run({ claim: 'observability', watch: 'workbook', seconds: 1 })
  await ended
  const [first, second] = of(data, 'reading').map(({ reading }) => reading)
  expect(first?.info.value?.commandsPerSecond).toBeNull()
  expect(second?.info.value?.commandsPerSecond).toBeGreaterThan(0)
  expect(await workbooks.client.config('GET', '*')).toEqual(before)
})

test('what a managed service refuses is said, and the rest is still read', async () => {
  const name = `reader-${process.pid}`
  await workbooks.client.call(
    'ACL',
    'SETUSER',
    name,
    'on',
    '>pw',
    '~*',
    '+info',
    '+client',
    '+ping',
  )
  const restricted: Redis = workbooks.client.duplicate({
    username: name,
    password: 'pw',
    enableOfflineQueue: true,
  })
  try {
    const reading = await createWatch(restricted)()
    expect(reading.info.value?.usedMemoryBytes).toBeGreaterThan(0)
    expect(reading.slow.refused).toMatch(/^NOPERM/)
    expect(reading.latency.refused).toMatch(/^NOPERM/)
  } finally {
    restricted.disconnect()
    await workbooks.client.call('ACL', 'DELUSER', name)
  }
})

test.each([
  { claim: 'memory', counters: 10_000_000 },
  { claim: 'memory', counters: 0.5 },
  { claim: 'threads', ioThreads: 1 },
  { claim: 'threads', rounds: 1e9 },
  { claim: 'observability', seconds: 31_536_000 },
  { claim: 'observability', watch: 'somebody else’s' },
  { claim: 'everything' },
])('%o is refused', (wrong) => {
  const { options } = createWhyValkey({ ...sandboxes, valkey: workbooks.client })
  expect(options.safeParse(wrong).success).toBe(false)
})

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSandbox } from '../../sandbox/create-sandbox.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { openTestValkey } from '../../testing/open-test-valkey.ts'
import { runLab } from '../../testing/run-lab.ts'
import type { ValkeyConnection } from '../../valkey/connect.ts'
import { createDisposableLauncher } from '../../valkey/disposable-launcher.ts'
import type { RaceEvent, RaceResult, RaceStep, RaceVersion } from './contract.ts'
import { createRace } from './race.ts'

const prefix = `{lab:${crypto.randomUUID()}}:`
let valkey: ValkeyConnection
let sandbox: Sandbox & { close(): Promise<void> }
beforeAll(async () => {
  valkey = await openTestValkey()
  const launcher = await createDisposableLauncher({
    source: undefined,
    env: process.env,
    root: process.cwd(),
  })
  sandbox = createSandbox({ launcher })
})
afterAll(async () => {
  await sandbox.close()
  valkey.close()
})

const unwatched = { missing: () => 'There is no valkey-server on this machine.' }

async function race(
  options: object,
  {
    signal = new AbortController().signal,
    parts = {} as Partial<Sandbox>,
    onEvent = (_event: RaceEvent): unknown => undefined,
  } = {},
) {
  const lab = createRace({ valkey: valkey.client, prefix, sandbox: { ...sandbox, ...parts } })
  const { data: events, ended } = runLab(lab, options, { signal, onEvent })
  await ended
  const results = {} as Record<RaceVersion, RaceResult>
  for (const event of events) {
    if (event.kind === 'raced') results[event.result.version] = event.result
  }
  return { events, results }
}

const names = (steps: RaceStep[] | null, client: number) =>
  steps?.filter((step) => step.client === client).map(({ command }) => command[0])

test('twenty clients at once, limit 5: GET then SET admits more, the others exactly five', async (context) => {
  if (sandbox.missing()) return context.skip(sandbox.missing())
  const { results } = await race({ clients: 20, limit: 5 })
  expect(results['get-then-set'].admitted).toBeGreaterThan(5)
  expect(results['incr-then-expire'].admitted).toBe(5)
  expect(results.script.admitted).toBe(5)
  for (const { finishes, ttlMs } of Object.values(results)) {
    expect(finishes).toHaveLength(20)
    expect(ttlMs).toBeGreaterThan(0)
  }
})

test("the steps are every client's commands in Valkey's order, with the replies", async (context) => {
  if (sandbox.missing()) return context.skip(sandbox.missing())
  const { results } = await race({ clients: 4, limit: 2 })
  for (const client of [1, 2, 3, 4]) {
    expect(names(results['get-then-set'].steps, client)).toEqual(['GET', 'SET'])
    expect(names(results.script.steps, client)?.slice(0, 3)).toEqual(['EVALSHA', 'INCR', 'PTTL'])
  }
  const counted = results['incr-then-expire'].steps?.filter(({ command }) => command[0] === 'INCR')
  // INCR is atomic, so in Valkey's order the replies count up: proof that the order is Valkey's.
  expect(counted?.map(({ reply }) => reply)).toEqual([1, 2, 3, 4].map((n) => `(integer) ${n}`))
  for (const { steps } of Object.values(results)) {
    const times = steps?.map(({ atUs }) => atUs) ?? []
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times[0]).toBe(0)
  }
  const inScript = results.script.steps ?? []
  for (const [place, step] of inScript.entries()) {
    if (step.byScript) expect(inScript[place - 1]?.client).toBe(step.client)
  }
})

test('a crash between INCR and EXPIRE leaves a key without expiry; the script is not torn apart', async (context) => {
  if (sandbox.missing()) return context.skip(sandbox.missing())
  const { results } = await race({ clients: 6, crash: true })
  const torn = results['incr-then-expire']
  expect(torn.ttlMs).toBe(-1)
  expect(torn.steps?.some(({ command }) => command[0] === 'EXPIRE')).toBe(false)
  expect(torn.finishes.filter(({ outcome }) => outcome === 'crashed')).toHaveLength(1)
  expect(results.script.ttlMs).toBeGreaterThan(0)
})

test('two hundred clients are served, whenever they come', async (context) => {
  if (sandbox.missing()) return context.skip(sandbox.missing())
  const { results } = await race({ clients: 200, versions: ['script'], withinMs: 50 })
  expect(results.script.admitted).toBe(5)
  expect(results.script.finishes.filter(({ outcome }) => outcome === 'failed')).toEqual([])
  expect(new Set(results.script.steps?.map(({ client }) => client)).size).toBe(200)
})

test("without a disposable Valkey: says what is missing, counts on the lab's keys, leaves none behind", async () => {
  const { events, results } = await race({ clients: 10, crash: true }, { parts: unwatched })
  expect(events[0]).toEqual({ kind: 'unwatched', missing: unwatched.missing() })
  expect(results['get-then-set'].admitted).toBeGreaterThan(5)
  expect(results['incr-then-expire'].ttlMs).toBe(-1)
  expect(Object.values(results).map(({ steps }) => steps)).toEqual([null, null, null])
  for (const { key } of Object.values(results)) {
    expect(key.startsWith(prefix)).toBe(true)
    expect(await valkey.client.exists(key)).toBe(0)
  }
})

test('stopped in the middle it ends soon and leaves no key behind', async () => {
  const stop = new AbortController()
  const keys: string[] = []
  const running = race(
    { clients: 50, withinMs: 2000, versions: ['incr-then-expire'] },
    {
      signal: stop.signal,
      parts: unwatched,
      onEvent: ({ kind }) => kind === 'racing' && stop.abort(),
    },
  )
  await expect(running).rejects.toThrow()
  for await (const found of valkey.client.scanStream({ match: `${prefix}race:*` })) {
    keys.push(...found)
  }
  expect(keys).toEqual([])
})

test.each([
  [{ clients: 0 }, 'clients: must be a whole number from 1 to 200, got 0.'],
  [{ clients: -1 }, 'clients: must be a whole number from 1 to 200, got -1.'],
  [{ clients: 1e9 }, 'clients: must be a whole number from 1 to 200, got 1000000000.'],
  [{ clients: '20' }, 'clients: must be a whole number from 1 to 200, got "20".'],
  [{ windowSeconds: 0.5 }, 'windowSeconds: must be a whole number from 1 to 3,600, got 0.5.'],
  [
    { windowSeconds: 31_536_000 },
    'windowSeconds: must be a whole number from 1 to 3,600, got 31536000.',
  ],
  [{ limit: 0 }, 'limit: must be a whole number from 1 to 1,000, got 0.'],
  [{ withinMs: 1e6 }, 'withinMs: must be a whole number from 0 to 2,000, got 1000000.'],
])('%j is refused with its field, bounds and value', async (options, sentence) => {
  await expect(race(options)).rejects.toThrow(sentence)
})

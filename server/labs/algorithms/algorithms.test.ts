import { afterAll, beforeAll, expect, test } from 'vitest'
import { algorithmNames } from '../../limiter/algorithms/algorithms.ts'
import { openTestValkey } from '../../testing/open-test-valkey.ts'
import { runLab } from '../../testing/run-lab.ts'
import type { ValkeyConnection } from '../../valkey/connect.ts'
import { createAlgorithms } from './algorithms.ts'
import type { AlgorithmsEvent } from './contract.ts'

const prefix = `{lab:${crypto.randomUUID()}}:`
let valkey: ValkeyConnection
beforeAll(async () => {
  valkey = await openTestValkey()
})
afterAll(() => valkey.close())

async function runAll(
  options: object,
  {
    signal = new AbortController().signal,
    onEvent = (_event: AlgorithmsEvent): unknown => undefined,
  } = {},
): Promise<AlgorithmsEvent[]> {
  const lab = createAlgorithms({ valkey: valkey.client, prefix })
  const { data, ended } = runLab(lab, options, { signal, onEvent })
  await ended
  return data
}

/** When each algorithm let a request pass. */
function admittedTimes(events: AlgorithmsEvent[]): Record<string, number[]> {
  const times: Record<string, number[]> = {}
  for (const event of events) {
    if (event.kind !== 'decided') continue
    for (const decision of event.decisions) {
      const { algorithm, atMs } = decision
      times[algorithm] ??= []
      if ('allowed' in decision && decision.allowed) times[algorithm].push(atMs)
    }
  }
  return times
}

async function keysLeft(): Promise<string[]> {
  const keys: string[] = []
  for await (const found of valkey.client.scanStream({ match: `${prefix}*` })) keys.push(...found)
  return keys
}

/** In windows of three seconds; half a second before the end, so that a busy machine does not miss it. */
const boundaryBurst = [0, 2500, 2510, 2520, 2530, 3060, 3070, 3080, 3090, 3100]

test('the boundary burst: the fixed window admits nearly twice the limit, the log never more than the limit', async () => {
  const events = await runAll({ limit: 5, windowSeconds: 3, arrivals: boundaryBurst })
  const times = admittedTimes(events)
  expect(times['fixed-window']).toHaveLength(10)
  const log = times['sliding-window-log'] ?? []
  for (const from of log) {
    expect(log.filter((at) => at >= from && at < from + 3000).length).toBeLessThanOrEqual(5)
  }
  for (const algorithm of ['sliding-window-counter', 'token-bucket', 'gcra']) {
    expect(times[algorithm]?.length).toBeLessThan(10)
  }
  const windows = events.flatMap((event) => (event.kind === 'window' ? [event.window] : []))
  const fixed = windows.filter(({ algorithm }) => algorithm === 'fixed-window')
  expect(fixed).toHaveLength(2)
  // Its first window is the real key's: opened before the first request was decided, three seconds long.
  const [firstDecided = 0] = times['fixed-window'] ?? []
  expect(fixed[0]?.fromMs).toBeGreaterThanOrEqual(-5)
  expect(fixed[0]?.fromMs).toBeLessThanOrEqual(firstDecided + 5)
  expect(await keysLeft()).toEqual([])
})

test('every request is decided by all five at once, on keys of the lab that expire', async () => {
  const ttls = new Map<string, number>()
  let reading: Promise<unknown> | undefined
  const readTtls = async () => {
    for (const key of await keysLeft()) ttls.set(key, await valkey.client.pttl(key))
  }
  const events = await runAll(
    { limit: 3, windowSeconds: 2, arrivals: [100, 100, 150, 300] },
    {
      onEvent(event) {
        if (event.kind === 'decided' && event.request === 0) reading = readTtls()
      },
    },
  )
  await reading
  const decided = events.flatMap((event) => (event.kind === 'decided' ? [event] : []))
  expect(decided.map(({ request }) => request).toSorted()).toEqual([0, 1, 2, 3])
  expect(decided.find(({ request }) => request === 0)?.plannedMs).toBe(0)
  for (const { decisions } of decided) {
    expect(decisions.map(({ algorithm }) => algorithm)).toEqual(algorithmNames)
  }
  expect([...ttls.keys()].every((key) => key.startsWith(`${prefix}algorithms:`))).toBe(true)
  expect([...ttls.values()].every((ttlMs) => ttlMs > 0)).toBe(true)
  expect(ttls.size).toBe(algorithmNames.length)
})

test('stopped in the middle it ends soon and its keys are deleted', async () => {
  const stop = new AbortController()
  const running = runAll(
    { limit: 5, windowSeconds: 10, arrivals: [0, 30_000] },
    { signal: stop.signal, onEvent: (event) => event.kind === 'decided' && stop.abort() },
  )
  await expect(running).rejects.toThrow()
  expect(await keysLeft()).toEqual([])
})

test('a key that holds something else is told as a failed decision, not as a refused request', async () => {
  let spoiled: Promise<unknown> | undefined
  const events = await runAll(
    { limit: 5, windowSeconds: 2, arrivals: [0, 400] },
    {
      onEvent(event) {
        if (event.kind !== 'decided' || event.request !== 0) return
        spoiled = keysLeft().then((keys) => {
          const log = keys.find((key) => key.endsWith('sliding-window-log')) ?? ''
          return valkey.client.set(log, 'spoiled', 'EX', 10)
        })
      },
    },
  )
  await spoiled
  const second = events.find((event) => event.kind === 'decided' && event.request === 1)
  if (second?.kind !== 'decided') throw new Error('The second request was not decided.')
  const byAlgorithm = new Map(second.decisions.map((one) => [one.algorithm, one]))
  expect(byAlgorithm.get('sliding-window-log')).toMatchObject({
    failed: expect.stringContaining('WRONGTYPE'),
  })
  expect(byAlgorithm.get('gcra')).toMatchObject({ allowed: true })
})

test.each([
  [
    { windowSeconds: 0.5, arrivals: [0] },
    'windowSeconds: must be a whole number from 2 to 10, got 0.5.',
  ],
  [
    { windowSeconds: 31_536_000, arrivals: [0] },
    'windowSeconds: must be a whole number from 2 to 10, got 31536000.',
  ],
  [{ limit: 0, arrivals: [0] }, 'limit: must be a whole number from 1 to 100, got 0.'],
  [
    { arrivals: [] },
    'arrivals: must be a list of 1 to 300 requests, each a number of milliseconds, got [].',
  ],
  [{ arrivals: [-1] }, 'arrivals.0: must be a whole number from 0 to 30,000, got -1.'],
  [{ arrivals: [0, 1e9] }, 'arrivals.1: must be a whole number from 0 to 30,000, got 1000000000.'],
  [
    { arrivals: Array.from({ length: 301 }, () => 0) },
    'arrivals: must be a list of 1 to 300 requests, each a number of milliseconds',
  ],
  [
    {},
    'arrivals: must be a list of 1 to 300 requests, each a number of milliseconds, got nothing.',
  ],
])('%j is refused with its field, bounds and value', async (options, sentence) => {
  await expect(runAll(options)).rejects.toThrow(sentence)
})

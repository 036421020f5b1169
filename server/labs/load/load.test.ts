import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { openSandboxes } from '../../testing/open-sandboxes.ts'
import { runLab } from '../../testing/run-lab.ts'
import type { LoadEvent, LoadOptions } from './contract.ts'
import { createLoad } from './load.ts'

let sandboxes: Awaited<ReturnType<typeof openSandboxes>>
beforeAll(async () => {
  sandboxes = await openSandboxes()
})
afterAll(() => sandboxes?.close())

const small: LoadOptions = { connections: 4, seconds: 1, outcome: 'allowed', sides: 'both' }
const totals = (data: LoadEvent[]) => data.filter((one) => one.kind === 'total')
const isSample = (one: LoadEvent) => one.kind === 'sample'

test('both sides are measured, and every answer is a 200', { timeout: 60_000 }, async (context) => {
  context.skip(sandboxes.sandbox.missing() !== undefined)
  const { data, ended } = runLab(createLoad(sandboxes), small)
  await ended
  expect(totals(data).map(({ side }) => side)).toEqual(['without', 'with'])
  for (const { requests, turns, statuses, latency, cpuUs } of totals(data)) {
    expect(requests).toBeGreaterThan(0)
    expect(turns).toHaveLength(1)
    expect(Object.keys(statuses)).toEqual(['200'])
    expect(latency.p50).toBeLessThanOrEqual(latency.p95)
    expect(latency.p95).toBeLessThanOrEqual(latency.p99)
    expect(cpuUs.node).toBeGreaterThan(0)
  }
  const samples = data.filter(isSample)
  expect(samples.filter(({ side }) => side === 'with').length).toBeGreaterThanOrEqual(3)
  const [bare, limited] = totals(data)
  expect(limited?.cpuUs.valkey).toBeGreaterThan(bare?.cpuUs.valkey ?? 0)
})

test('a blocked load gets nothing but 429, with the limiter and without', {
  timeout: 60_000,
}, async (context) => {
  context.skip(sandboxes.sandbox.missing() !== undefined)
  const { data, ended } = runLab(createLoad(sandboxes), { ...small, outcome: 'blocked' })
  await ended
  expect(totals(data).map(({ statuses }) => Object.keys(statuses))).toEqual([['429'], ['429']])
})

test('one load at a time; a stopped one makes room for the next', {
  timeout: 60_000,
}, async (context) => {
  context.skip(sandboxes.sandbox.missing() !== undefined)
  const load = createLoad(sandboxes)
  const first = runLab(load, { ...small, seconds: 20, sides: 'with' })
  await eventually(() => first.data.some(isSample), { withinMs: 30_000 })
  await expect(runLab(load, small).ended).rejects.toThrow('Two at once')
  first.stop()
  await expect(first.ended).rejects.toThrow()
  const next = runLab(load, { ...small, sides: 'without' })
  await next.ended
  expect(totals(next.data).map(({ side }) => side)).toEqual(['without'])
})

test.each([
  { connections: 0 },
  { connections: 101 },
  { connections: 1.5 },
  { seconds: -1 },
  { seconds: 1e9 },
  { outcome: 'maybe' },
  { sides: 'neither' },
])('%o is refused before anything starts', (wrong) => {
  const { options } = createLoad(sandboxes)
  expect(options.safeParse({ ...small, ...wrong }).success).toBe(false)
})

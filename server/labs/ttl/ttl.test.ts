import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createSandbox } from '../../sandbox/create-sandbox.ts'
import { eventually } from '../../testing/eventually.ts'
import { openTestSandbox } from '../../testing/open-sandboxes.ts'
import { openTestValkey } from '../../testing/open-test-valkey.ts'
import { runLab } from '../../testing/run-lab.ts'
import type { ValkeyConnection } from '../../valkey/connect.ts'
import { createDisposableLauncher } from '../../valkey/disposable-launcher.ts'
import {
  type TtlEvent,
  type TtlOptions,
  type TtlTrouble,
  type TtlVersion,
  ttlOptions,
} from './contract.ts'
import { createTtl } from './ttl.ts'

// Runs last some seconds, and a busy machine is slow.
vi.setConfig({ testTimeout: 30_000 })

let valkey: ValkeyConnection
/** As on a machine without any Valkey to start: both counters are on the workbook's. */
let nowhere: ReturnType<typeof createSandbox>
beforeAll(async () => {
  const env = { PATH: '' }
  const launcher = await createDisposableLauncher({ source: undefined, env, root: '/nowhere' })
  nowhere = createSandbox({ launcher })
  valkey = await openTestValkey()
})
afterAll(async () => {
  await nowhere.close()
  await valkey.close()
})

function start(trouble: TtlTrouble, more: Partial<TtlOptions> = {}) {
  const prefix = `{lab:${randomUUID()}}:`
  const options = { limit: 2, windowSeconds: 1, everyMs: 100, seconds: 4, ...more, trouble }
  const lab = createTtl({ valkey: valkey.client, prefix, sandbox: nowhere })
  return runLab(lab, options)
}

const requests = (data: readonly TtlEvent[], version: TtlVersion) =>
  data.filter((event) => event.kind === 'request').filter((event) => event.version === version)

const allowed = (data: readonly TtlEvent[], version: TtlVersion, sinceMs: number) =>
  requests(data, version).filter(
    ({ count, error, atMs }) => error === undefined && count <= 2 && atMs > sinceMs,
  )

async function keysOf(data: readonly TtlEvent[]) {
  const told = await eventually(() => data.find((event) => event.kind === 'keys'))
  return told.keys
}

describe.each(['persist', 'set'] as const)('a counter that loses its TTL by %s', (trouble) => {
  test('stays over its limit for ever; the workbook’s script gives it a TTL again', async () => {
    const { data, ended } = start(trouble)
    await ended
    const meddled = data.filter((event) => event.kind === 'command')
    expect(meddled.map(({ ttlMs }) => ttlMs)).toEqual([-1, -1])
    const sinceMs = (meddled.at(-1)?.atMs ?? 0) + 1000
    expect(allowed(data, 'naive', sinceMs)).toHaveLength(0)
    expect(requests(data, 'naive').at(-1)).toMatchObject({ ttlMs: -1 })
    expect(allowed(data, 'repaired', sinceMs).length).toBeGreaterThan(1)
    // 0 is the last part of a millisecond of a TTL; without one it were -1.
    expect(requests(data, 'repaired').at(-1)?.ttlMs).toBeGreaterThanOrEqual(0)
  })
})

test('a window that EXPIRE refuses: counted all the same, and never ended once the setting is right', async () => {
  const { data, ended } = start('bad-expire')
  await ended
  const [first, second] = requests(data, 'naive')
  expect(first?.error).toMatch(/^ERR value is not an integer/)
  // Lua does not roll back: the INCR before the error has happened.
  expect(first).toMatchObject({ count: 1, ttlMs: -1 })
  expect(second).toMatchObject({ count: 2, ttlMs: -1 })
  const right = data.filter((event) => event.kind === 'setting').at(-1)
  expect(right?.window).toBe('1')
  const sinceMs = (right?.atMs ?? 0) + 1000
  expect(allowed(data, 'naive', sinceMs)).toHaveLength(0)
  expect(allowed(data, 'repaired', sinceMs).length).toBeGreaterThan(1)
})

test('EXPIRE on every hit: who keeps asking never gets through again', async () => {
  const { data, ended } = start('every-hit')
  await ended
  expect(allowed(data, 'naive', 0)).toHaveLength(2)
  expect(requests(data, 'naive').at(-1)?.ttlMs).toBeGreaterThan(500)
  expect(allowed(data, 'repaired', 1500).length).toBeGreaterThan(3)
})

test('EXPIRE by hand frees the blocked client after one window', async () => {
  const { data, act, ended, stop } = start('persist', { seconds: 20, everyMs: 200 })
  await eventually(
    () => requests(data, 'naive').find(({ count, ttlMs }) => ttlMs === -1 && count > 4),
    {
      withinMs: 15_000,
    },
  )
  await act({ do: 'expire' })
  const byHand = data.filter((event) => event.kind === 'command').at(-1)
  expect(byHand).toMatchObject({
    version: 'naive',
    command: expect.stringMatching(/^EXPIRE .* 1$/),
  })
  await eventually(() => allowed(data, 'naive', byHand?.atMs ?? 0)[0])
  stop()
  await ended
})

test('its keys go with the run, stopped or ended', async () => {
  const { data, stop, ended } = start('persist')
  const keys = await keysOf(data)
  await eventually(() => requests(data, 'repaired').length > 0)
  expect(await valkey.client.exists(keys.naive, keys.repaired)).toBe(2)
  stop()
  await ended
  expect(await valkey.client.exists(keys.naive, keys.repaired)).toBe(0)
})

test.each([
  ['limit', 0],
  ['windowSeconds', 0.5],
  ['everyMs', 1e9],
  ['seconds', -1],
  ['trouble', 'flood'],
])('%s of %s is refused', (name, value) => {
  expect(ttlOptions.safeParse({ [name]: value }).success).toBe(false)
})

test('where a Valkey of its own can be had, nothing is written to the workbook’s', async ({
  skip,
}) => {
  const sandbox = await openTestSandbox()
  const missing = sandbox.missing()
  if (missing) skip(missing)
  const prefix = `{lab:${randomUUID()}}:`
  const options = { trouble: 'persist', limit: 2, windowSeconds: 1, everyMs: 100, seconds: 20 }
  const lab = createTtl({ valkey: valkey.client, prefix, sandbox })
  const { data, stop, ended } = runLab(lab, options)
  await eventually(() => requests(data, 'naive').length > 2)
  expect(await valkey.client.keys(`${prefix}*`)).toEqual([])
  stop()
  await ended.catch(() => undefined)
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { isAlive } from '../valkey/alive.ts'
import { createDisposableLauncher } from '../valkey/disposable-launcher.ts'
import { createSandbox } from './create-sandbox.ts'
import type { Crash } from './sandbox.ts'

const root = process.cwd()
let sandbox: ReturnType<typeof createSandbox>
let missing: string | undefined

beforeAll(async () => {
  const launcher = await createDisposableLauncher({ source: undefined, env: process.env, root })
  missing = launcher.missing
  sandbox = createSandbox({ launcher, most: 2 })
})
afterAll(() => sandbox.close())

test('is bounded, alone and gone with its run', async ({ skip }) => {
  if (missing) return skip(missing)
  const run = new AbortController()
  const valkey = await sandbox.open({ signal: run.signal })
  const client = await valkey.connect()
  const setting = async (name: string) => ((await client.config('GET', name)) as string[])[1]
  expect(await setting('maxmemory')).toBe(String(16 * 1024 ** 2))
  expect(await setting('maxmemory-policy')).toBe('noeviction')
  expect(await setting('proto-max-bulk-len')).toBe(String(1024 ** 2))
  expect(await setting('busy-reply-threshold')).toBe('50')
  expect(await setting('databases')).toBe('1')
  expect(await setting('bind')).toBe('127.0.0.1')
  const pid = valkey.pid()
  expect(isAlive(pid)).toBe(true)
  run.abort()
  await eventually(() => !isAlive(pid))
  expect(client.status).toBe('end')
})

test('killed it stays down; restarted it is empty at the same address', async ({ skip }) => {
  if (missing) return skip(missing)
  const valkey = await sandbox.open({ signal: new AbortController().signal })
  const client = await valkey.connect()
  await client.set('rate:a', 1)
  const crashes: Crash[] = []
  valkey.onCrash((crash) => crashes.push(crash))
  const pid = valkey.pid()
  await valkey.kill()
  expect(isAlive(pid)).toBe(false)
  expect(valkey.pid()).toBe(0)
  await valkey.restart()
  await eventually(() => client.status === 'ready')
  expect(await client.get('rate:a')).toBeNull()
  expect(crashes).toEqual([])
  await valkey.stop()
})

test('frozen it answers nothing and keeps its data; stopping ends a frozen one too', async ({
  skip,
}) => {
  if (missing) return skip(missing)
  const valkey = await sandbox.open({ signal: new AbortController().signal })
  const client = await valkey.connect()
  await client.set('rate:a', 1)
  valkey.freeze()
  await expect(client.get('rate:a')).rejects.toThrow('timed out')
  valkey.thaw()
  await eventually(async () => (await client.get('rate:a').catch(() => null)) === '1')
  valkey.freeze()
  const pid = valkey.pid()
  await valkey.stop()
  expect(isAlive(pid)).toBe(false)
})

test('a crash is told', async ({ skip }) => {
  if (missing) return skip(missing)
  const valkey = await sandbox.open({ signal: new AbortController().signal })
  const crash = new Promise<Crash>((resolve) => valkey.onCrash(resolve))
  process.kill(valkey.pid(), 'SIGSEGV')
  // 128 and SIGSEGV, as a shell has it.
  expect((await crash).code).toBe(139)
  await valkey.stop()
})

test('one more than the most is refused, until one has ended', async ({ skip }) => {
  if (missing) return skip(missing)
  const { signal } = new AbortController()
  const both = await Promise.all([sandbox.open({ signal }), sandbox.open({ signal })])
  await expect(sandbox.open({ signal })).rejects.toThrow('2 disposable Valkeys run already')
  await both[0].stop()
  await (await sandbox.open({ signal })).stop()
  await both[1].stop()
})

test('without a valkey-server it says what is missing and what still works', async () => {
  const launcher = await createDisposableLauncher({
    source: undefined,
    env: { PATH: '' },
    root: '/nowhere',
  })
  const none = createSandbox({ launcher })
  expect(none.missing()).toMatch(/no such program on this machine.*still|work without it/)
  await expect(none.open({ signal: new AbortController().signal })).rejects.toThrow('install')
})

test('does not outlive its workbook, even when that is SIGKILLed while it is frozen', async ({
  skip,
}) => {
  if (missing) return skip(missing)
  const parent = spawn(
    process.execPath,
    ['--import', 'tsx', 'server/testing/frozen-disposable.ts'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const [line] = await once(createInterface({ input: parent.stdout }), 'line')
  const pid = Number(line)
  expect(isAlive(pid)).toBe(true)
  parent.kill('SIGKILL')
  await eventually(() => !isAlive(pid), { withinMs: 10_000 })
})

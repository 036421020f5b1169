import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { openOwnValkey } from '../testing/own-valkey.ts'
import { createScriptGuard, type ScriptGuard } from './script-guard.ts'

let valkey: Awaited<ReturnType<typeof openOwnValkey>>
let guard: ScriptGuard
let patient: Redis
beforeAll(async () => {
  valkey = await openOwnValkey()
  const { server } = valkey
  // On a busy machine SCRIPT KILL takes its time; what is tested is that it is enough.
  guard = createScriptGuard({ ...server, withinMs: 10_000 })
  patient = new Redis({ ...server.address, tls: undefined, maxRetriesPerRequest: 0 })
  patient.on('error', () => {})
}, 60_000)
afterAll(async () => {
  patient.disconnect()
  await valkey.closeBoth()
})
beforeEach(() => guard.arm())

const threshold = async () => (await patient.config('GET', 'busy-reply-threshold')) as string[]

test('a script that has not written is killed, and the server keeps what it has', async () => {
  await patient.set('rate:kept', '1')
  const { pid } = valkey.server
  const before = pid()
  const script = patient.eval('while true do end', 0).catch((error: Error) => error.message)
  let found = 0
  // Before the script begins there is nothing to find.
  await eventually(async () => (await guard.end(() => (found += 1))) === 'script killed')
  expect(await script).toMatch(/killed by user/i)
  expect([found, pid(), await patient.get('rate:kept')]).toEqual([1, before, '1'])
})

test('a queue of endless scripts on one connection is ended to the last', async () => {
  const scripts = Array.from({ length: 3 }, () =>
    patient.eval('while true do end', 0).catch((error: Error) => error.message),
  )
  await eventually(async () => (await guard.end(() => {})) === 'script killed', {
    withinMs: 15_000,
  })
  for (const said of await Promise.all(scripts)) expect(said).toMatch(/killed by user/i)
}, 30_000)

test('a script that has written ends with its server, which comes back', async () => {
  const before = valkey.server.pid()
  const script = patient.eval("redis.call('SET', KEYS[1], 1) while true do end", 1, 'a')
  const lost = expect(script).rejects.toThrow()
  await eventually(async () => (await guard.end(() => {})) === 'server restarted')
  await lost
  await eventually(() => valkey.server.pid() !== before, { withinMs: 20_000 })
  await eventually(() =>
    patient.get('a').then(
      (kept) => kept === null,
      () => false,
    ),
  )
}, 30_000)

test('where nothing runs, nothing is ended', async () => {
  const before = valkey.server.pid()
  let found = 0
  expect(await guard.end(() => (found += 1))).toBe('nothing ran')
  expect([found, valkey.server.pid()]).toEqual([0, before])
})

test('SCRIPT KILL is heard early only while the guard is armed', async () => {
  expect(await threshold()).toEqual(['busy-reply-threshold', '200'])
  await guard.disarm()
  expect(await threshold()).toEqual(['busy-reply-threshold', '5000'])
})

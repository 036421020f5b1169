import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { openTestSandbox } from '../../testing/open-sandboxes.ts'
import { runLab } from '../../testing/run-lab.ts'
import { isAlive } from '../../valkey/alive.ts'
import type { LuaResult } from './contract.ts'
import { createLua } from './lua.ts'

/** Longer than the lab's own: on a busy machine even SCRIPT KILL takes its time. */
const patientMs = 3000

async function openLab(skip: (why: string) => void, endMs = 1000) {
  const sandbox = await openTestSandbox()
  const missing = sandbox.missing()
  if (missing) skip(missing)
  const pids: number[] = []
  const watched: typeof sandbox = {
    ...sandbox,
    async open(options) {
      const valkey = await sandbox.open(options)
      pids.push(valkey.pid())
      return valkey
    },
  }
  const lab = runLab(createLua({ sandbox: watched, endMs }), {})
  await eventually(() => lab.data[0])
  const run = (script: string, keys: string[] = [], args: string[] = []) =>
    lab.act({ do: 'run', script, keys, args }) as Promise<LuaResult>
  return { ...lab, run, pids }
}

const fixedWindow = readFileSync('server/limiter/algorithms/fixed-window/fixed-window.lua', 'utf8')

test('the limiter’s script counts: reply, keys before and after, Valkey’s own time', async ({
  skip,
}) => {
  const { run } = await openLab(skip)
  const first = await run(fixedWindow, ['rate:ada'], ['60'])
  expect(first.reply).toMatch(/^1\) \(integer\) 1\n2\) \(integer\) 60000$/)
  expect(first.before).toEqual({ total: 0, shown: [] })
  expect(first.after.shown).toMatchObject([{ key: 'rate:ada', type: 'string', value: '"1"' }])
  expect(first.after.shown[0]?.ttlMs).toBeGreaterThan(50_000)
  expect(first.tookMicroseconds).toBeGreaterThan(0)
  const second = await run(fixedWindow, ['rate:ada'], ['60'])
  expect(second.reply).toContain('(integer) 2')
  expect(second.before.shown[0]?.value).toBe('"1"')
})

test.each([
  ['no Lua', 'local x = = 1', 1, 'unexpected symbol'],
  ['an unknown global', '\n\nreturn cuont + 1', 3, "nonexistent global variable 'cuont'"],
  ['a global of its own', 'x = 1', 1, 'readonly table'],
  ['a string compared with a number', 'return\n 1 > ARGV[1]', 2, 'compare'],
  ['a wrong type', "redis.call('LPUSH','a','b')\nreturn redis.call('INCR','a')", 2, 'WRONGTYPE'],
  ['an expiry of half a second', "return redis.call('EXPIRE', 'a', '0.5')", 1, 'not an integer'],
])('%s is an error at its line', async (_what, script, line, words) => {
  const { run } = await openLab(() => {})
  const { error, stopped } = await run(script, [], ['5'])
  expect(error?.message).toContain(words)
  expect(error?.line).toBe(line)
  expect(stopped).toBeUndefined()
})

test('replies of every type are in valkey-cli’s notation', async ({ skip }) => {
  const { run } = await openLab(skip)
  expect((await run("return redis.call('SET', 'a', 'x\"\\n')")).reply).toBe('OK')
  expect((await run("return redis.call('GET', 'a')")).reply).toBe('"x\\"\\n"')
  expect((await run('return nil')).reply).toBe('(nil)')
  expect((await run('return {}')).reply).toBe('(empty array)')
  expect((await run('return {1, {2, "b"}}')).reply).toBe(
    '1) (integer) 1\n2) 1) (integer) 2\n   2) "b"',
  )
  expect((await run("return redis.error_reply('MINE no')")).reply).toBe('(error) MINE no')
})

test('empty throws every key away', async ({ skip }) => {
  const { run, act } = await openLab(skip)
  await run("redis.call('SET', 'a', 1)")
  expect(await act({ do: 'look' })).toMatchObject({ total: 1 })
  expect(await act({ do: 'empty' })).toEqual({ total: 0, shown: [] })
})

/** What stops it, and the script. */
const hostile: [stop: string, what: string, script: string][] = [
  ['script kill', 'an endless loop', 'while true do end'],
  ['script kill', 'an endless loop of reads', "while true do redis.call('GET', 'a') end"],
  ['script kill', 'a loop that swallows errors', 'while true do pcall(error, {}) end'],
  ['process kill', 'a loop after a write', "redis.call('SET', 'a', 1) while true do end"],
  ['process kill or error', 'endless writes', "while true do redis.call('INCR', 'a') end"],
  [
    'process kill',
    'a pattern bomb',
    "return string.find(string.rep('a', 40), string.rep('a-', 40) .. 'b')",
  ],
  [
    'memory or script kill or process kill',
    'a string of a gigabyte',
    "return #string.rep('x', 1024 ^ 3)",
  ],
  [
    'memory or script kill or process kill',
    'a string that doubles',
    "local s = 'x' while true do s = s .. s end",
  ],
  ['memory or script kill', 'a table without end', 'local t = {} while true do t[#t + 1] = {} end'],
  ['error', 'endless recursion', 'local function f() return 1 + f() end return f()'],
  ['reply size', 'a deep table as reply', 'local t = {} for i = 1, 1e5 do t = {t} end return t'],
  ['reply size', 'a huge reply', "return string.rep('x', 1000000)"],
  ['reply size', 'a huge list', 'local t = {} for i = 1, 300000 do t[i] = i end return t'],
  // Valkey before 8.1.6 ends at this one.
  ['error or crash', 'an error that is a table', 'error({})'],
  ['error', 'an error that is nil', 'error(nil)'],
  ['error', 'CONFIG', "return redis.call('CONFIG', 'SET', 'maxmemory', '0')"],
  ['error', 'DEBUG', "return redis.call('DEBUG', 'SEGFAULT')"],
  ['error', 'SHUTDOWN', "return redis.call('SHUTDOWN', 'NOSAVE')"],
  ['error', 'FLUSHALL', "return redis.call('FLUSHALL')"],
  ['error', 'SAVE', "return redis.call('SAVE')"],
  ['error', 'REPLICAOF', "return redis.call('REPLICAOF', '127.0.0.1', '6379')"],
  [
    'error',
    'MIGRATE to another server',
    "redis.call('SET', 'a', 1) return redis.call('MIGRATE', '127.0.0.1', '6379', 'a', '0', '100')",
  ],
  ['error', 'MODULE', "return redis.call('MODULE', 'LOAD', '/tmp/x.so')"],
  ['error', 'ACL', "return redis.call('ACL', 'SETUSER', 'default', 'nopass')"],
  ['error', 'CLIENT KILL', "return redis.call('CLIENT', 'KILL', 'TYPE', 'normal')"],
  ['error', 'SUBSCRIBE', "return redis.call('SUBSCRIBE', 'a')"],
  ['error', 'MONITOR', "return redis.call('MONITOR')"],
  ['error', 'EVAL in a script', "return redis.call('EVAL', 'return 1', '0')"],
  ['error', 'a blocking pop', "return redis.call('BLPOP', 'a', '0')"],
  ['error', 'files', "return io.open('/etc/passwd')"],
  ['error', 'a shell', "return os.execute('id')"],
  ['error', 'a file as code', "return dofile('/etc/passwd')"],
  ['error', 'a changed redis table', 'redis.call = nil'],
  ['error', 'a huge value', "return redis.call('SETRANGE', 'a', 2000000, 'x')"],
  [
    // Once a script has written, it may write past maxmemory; the process still may not.
    'reply',
    'more than its memory',
    "for i = 1, 1e4 do redis.call('SET', 'k' .. i, string.rep('x', 1e4)) end",
  ],
  [
    'error or process kill or reply',
    'too many keys',
    "for i = 1, 1e6 do redis.call('SET', 'k' .. i, i) end",
  ],
  ['reply', 'ten thousand keys', "for i = 1, 10000 do redis.call('SET', 'k' .. i, i) end return 1"],
  ['reply', 'bytes that are no text', "redis.call('SET', '\\0\\255\\n', '\\0') return '\\0\\255'"],
  ['error', 'no text at all', '\0\u0001\u0002'],
]

test('whatever a script does is contained, what stopped it is known, and the next one runs', {
  timeout: 60_000,
}, async ({ skip }) => {
  const { run, act, pids } = await openLab(skip, patientMs)
  for (const [stop, what, script] of hostile) {
    const result = await run(script)
    const got = result.stopped?.by ?? (result.error ? 'error' : 'reply')
    expect({ what, got, ok: stop.split(' or ').includes(got) }).toEqual({ what, got, ok: true })
    expect(result.after.shown.length).toBeLessThanOrEqual(50)
    expect((await run('return 1')).reply).toBe('(integer) 1')
    await act({ do: 'empty' })
  }
  // The first server has not lived to see the last script.
  expect(isAlive(pids[0] ?? 0)).toBe(false)
})

test.each(readdirSync('server/labs/lua/scripts').filter((file) => file.endsWith('.lua')))(
  '%s, which the page offers, is contained too',
  { timeout: 30_000 },
  async (file) => {
    const { run } = await openLab(() => {}, patientMs)
    await run(readFileSync(`server/labs/lua/scripts/${file}`, 'utf8'), ['rate:ada'], ['5'])
    expect((await run('return 1')).reply).toBe('(integer) 1')
  },
)

test('scripts sent at once run one after the other', async ({ skip }) => {
  const { run } = await openLab(skip)
  const all = await Promise.all(
    Array.from({ length: 10 }, () => run("return redis.call('INCR', 'a')")),
  )
  expect(all.map(({ reply }) => reply)).toEqual(all.map((_, i) => `(integer) ${i + 1}`))
})

test('the server ends with the run', async ({ skip }) => {
  const { pids, stop, ended } = await openLab(skip)
  stop()
  await ended
  expect(isAlive(pids[0] ?? 0)).toBe(false)
})

// Whatever the learner's code does: it is said in plain words, the workbook goes on, and the next save is live again.
import { readFileSync, renameSync, rmSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { openMyLimiter, type TestMyLimiter } from '../testing/open-my-limiter.ts'
import type { Crash } from './contract.ts'

// Processes are started again and again, and this machine may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const lesson = '05-express-middleware'
const file = 'rate-limit.ts'

let mine: TestMyLimiter
let good: string
beforeAll(async () => {
  mine = await openMyLimiter()
  await mine.copy(lesson)
  good = readFileSync(mine.pathOf(lesson, file), 'utf8')
})
afterAll(() => mine.close())
beforeEach(async () => {
  mine.write(lesson, file, good)
  await mine.host.choose(lesson)
  await mine.until('live')
  await mine.valkey.client.flushall()
})

/** The middleware with these lines after it has counted. */
const withLines = (lines: string) =>
  good.replace('    const [count, ttlMs] = hit\n', `    const [count, ttlMs] = hit\n${lines}\n`)

const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length

async function save(text: string): Promise<void> {
  mine.events.length = 0
  mine.write(lesson, file, text)
  await eventually(
    () => mine.events.some(({ state }) => state?.is === 'live' || state?.is === 'crashed'),
    { withinMs: 20_000 },
  )
}

async function crash(): Promise<Crash> {
  await mine.until('crashed')
  const state = mine.state()
  if (state.is !== 'crashed') throw new Error('not crashed')
  return state.crash
}

/** A request gets a problem that says why, and the good file is live again. */
async function nothingElseIsHarmed(): Promise<void> {
  await eventually(() => mine.state().is === 'crashed')
  const refused = await mine.get()
  expect(refused.status).toBe(502)
  expect(refused.headers.get('Content-Type')).toContain('application/problem+json')
  await save(good)
  await mine.until('live')
  expect((await mine.get()).status).toBe(200)
}

test('a syntax error is told with file and line', async () => {
  const bad = good.replace('const { valkey', 'const const { valkey')
  await save(bad)
  const { kind, sentence, at } = await crash()
  expect(kind).toBe('syntax')
  expect(sentence).toBe('rate-limit.ts cannot be loaded: Expected identifier but found "const".')
  expect(at).toMatchObject({ file, line: lineOf(bad, 'const const') })
  await nothingElseIsHarmed()
})

test('an exception while the file loads is told with the learner’s own lines', async () => {
  const bad = `${good}\nfunction boom(): never {\n  throw new TypeError('no such thing')\n}\nboom()\n`
  await save(bad)
  const { kind, sentence, at, frames } = await crash()
  expect({ kind, sentence }).toEqual({
    kind: 'exception',
    sentence: 'rate-limit.ts cannot be loaded: TypeError: no such thing.',
  })
  expect(at?.line).toBe(lineOf(bad, 'throw new TypeError'))
  expect(frames[0]).toBe(`boom rate-limit.ts:${at?.line}`)
  await nothingElseIsHarmed()
})

test('a missing export, and one of another kind, are told as what they must be', async () => {
  await save(good.replace('export function rateLimit', 'export function limitRate'))
  expect(await crash()).toMatchObject({
    kind: 'shape',
    sentence: 'The export rateLimit of rate-limit.ts must be a function, and it is missing.',
  })
  await save('export const rateLimit = () => 5')
  expect((await crash()).sentence).toBe(
    'RateLimit(…) must be a middleware, and it is a value of type number.',
  )
  await nothingElseIsHarmed()
})

test('an endless loop while the file loads is stopped, and told with its line', async () => {
  const bad = `${good}\nlet n = 0\nwhile (n >= 0) n += 1\n`
  await save(bad)
  const { kind, sentence, at } = await crash()
  expect(kind).toBe('loop')
  expect(sentence).toContain('did nothing else for 2.5 s')
  expect(at).toMatchObject({ file, line: lineOf(bad, 'while (n') })
  await nothingElseIsHarmed()
})

test('an endless loop in a request is stopped, told with its lines, and ends that request', async () => {
  const bad = `${withLines('    spin()')}\nfunction spin(): void {\n  let n = 0\n  for (;;) n += 1\n}\n`
  await save(bad)
  await mine.until('live')
  const answer = await mine.get()
  // On a busy machine the request is given up before the loop is found.
  expect([502, 504]).toContain(answer.status)
  expect(await answer.text()).toMatch(/did nothing else for 2.5 s|no answer within/)
  const { kind, at, frames } = await crash()
  expect(kind).toBe('loop')
  expect(at?.line).toBe(lineOf(bad, 'for (;;)'))
  expect(frames[1]).toContain(`rate-limit.ts:${lineOf(bad, '    spin()')}`)
  await nothingElseIsHarmed()
})

test('after a crash one click brings the workbook’s own limiter back', async () => {
  await save('export const')
  await crash()
  await mine.host.choose(null)
  expect(await (await mine.get()).text()).toBe('the workbook’s\n')
})

test('process.exit is told with the line that called it', async () => {
  const bad = withLines('    process.exit(3)')
  await save(bad)
  await mine.until('live')
  const answer = await mine.get()
  expect([answer.status, await answer.text()]).toEqual([
    502,
    expect.stringContaining('process.exit(3)'),
  ])
  expect(await crash()).toMatchObject({
    kind: 'exit',
    at: { file, line: lineOf(bad, 'process.exit') },
  })
  await nothingElseIsHarmed()
})

test('a rejection that nobody handled, and an exception after the answer, are told apart', async () => {
  await save(withLines("    void Promise.reject(new Error('nobody caught me'))"))
  await mine.until('live')
  await mine.get()
  const rejected = await crash()
  expect(rejected.kind).toBe('rejection')
  expect(rejected.sentence).toContain('Error: nobody caught me.')
  const later = withLines("    setTimeout(() => { throw new RangeError('too late') }, 5)")
  await save(later)
  await mine.until('live')
  await mine.get()
  expect(await crash()).toMatchObject({
    kind: 'exception',
    at: { line: lineOf(later, 'throw new RangeError') },
  })
  await nothingElseIsHarmed()
})

test('an exception in a request is a 500 with what it was; the process goes on', async () => {
  const bad = withLines("    if (count === 1) JSON.parse('{')")
  await save(bad)
  await mine.until('live')
  const answer = await mine.get()
  expect(answer.status).toBe(500)
  expect(await answer.text()).toContain('SyntaxError')
  await eventually(() => mine.consoleText().includes(`rate-limit.ts:${lineOf(bad, 'JSON.parse')}`))
  expect((await mine.get()).status).toBe(200)
})

test('code that never answers is a 504 that says so; the process goes on', async () => {
  await save(withLines('    if (count === 1) return'))
  await mine.until('live')
  const answer = await mine.get()
  expect([answer.status, await answer.text()]).toEqual([
    504,
    expect.stringContaining('neither called next() nor sent a response'),
  ])
  expect((await mine.get()).status).toBe(200)
})

test('a gigabyte asked for at once, or piece by piece, is not given', async () => {
  await save(
    `${withLines('    kept.push(Buffer.alloc(2 ** 30, 1))')}\nconst kept: unknown[] = []\n`,
  )
  await mine.until('live')
  const atOnce = await mine.get()
  expect([500, 502]).toContain(atOnce.status)
  expect(await atOnce.text()).toMatch(/allocation failed|more memory|MB of memory/)
  await save(
    `${withLines('    for (;;) kept.push(new Array(1_000_000).fill(count))')}\nconst kept: unknown[] = []\n`,
  )
  await mine.until('live')
  // On a busy machine the request is given up before the heap is full.
  expect([502, 504]).toContain((await mine.get()).status)
  expect((await crash()).kind).toBe('memory')
  await nothingElseIsHarmed()
})

test('a deleted file, a deleted folder and one that was never made say so, and go live when they are there', async () => {
  rmSync(mine.pathOf(lesson, file))
  expect(await crash()).toMatchObject({ kind: 'missing' })
  expect((await mine.get()).status).toBe(502)
  mine.write(lesson, file, good)
  await mine.until('live')
  const [folder, aside] = [`${mine.workspace}/${lesson}`, `${mine.workspace}/aside`]
  renameSync(folder, aside)
  expect((await crash()).sentence).toContain('There is no workspace/05-express-middleware')
  renameSync(aside, folder)
  await mine.until('live')
  await mine.host.choose('04-atomic-counter')
  expect((await crash()).sentence).toContain('npm run exercise -- check 04')
  await mine.copy('04-atomic-counter')
  await mine.until('live')
  expect((await mine.get()).status).toBe(200)
})

test('Lua that cannot be compiled is told with its line; a mistake that shows when it runs is on the console', async () => {
  const lua = '04-atomic-counter'
  await mine.copy(lua)
  const script = readFileSync(mine.pathOf(lua, 'fixed-window.lua'), 'utf8')
  const bad = script.replace('local count =', 'local count = =')
  mine.write(lua, 'fixed-window.lua', bad)
  await mine.host.choose(lua)
  expect(await crash()).toMatchObject({
    kind: 'syntax',
    at: { file: 'fixed-window.lua', line: lineOf(bad, 'local count') },
  })
  mine.write(lua, 'fixed-window.lua', script.replace('return { count, ttlMs }', "return 'five'"))
  await mine.until('live')
  const answer = await mine.get()
  expect([answer.status, await answer.text()]).toEqual([
    500,
    expect.stringContaining('must return { count, ttlMs }'),
  ])
  mine.write(lua, 'fixed-window.lua', script.replace('ttlMs < 0', 'tllMs < 0'))
  await eventually(async () => (await mine.get()).status === 503, { withinMs: 20_000 })
  await eventually(() => /valkey: eval: .*user_script:\d+/.test(mine.consoleText()))
})

test('while Valkey is gone the learner’s own failure policy answers; when it is back, so is the count', async () => {
  expect((await mine.get()).status).toBe(200)
  process.kill(mine.valkey.server.pid(), 'SIGKILL')
  await eventually(async () => (await mine.get()).status === 503, { withinMs: 10_000, everyMs: 5 })
  // It comes back empty, without the learner's user.
  await eventually(async () => (await mine.get()).status === 200, { withinMs: 20_000 })
  expect(mine.state().is).toBe('live')
})

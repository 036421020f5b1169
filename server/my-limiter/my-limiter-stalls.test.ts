// A learner's Lua that holds Valkey up: the workbook answers again by itself, and says what happened.
import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { openMyLimiter, type TestMyLimiter } from '../testing/open-my-limiter.ts'

// Processes are started again and again, and this machine may be busy.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 })

const lua = { lesson: '04-atomic-counter', file: 'fixed-window.lua' }
const js = { lesson: '05-express-middleware', file: 'rate-limit.ts' }
const restarted = /SCRIPT KILL did not end it.*\(SIGKILL\).*all counters begin anew/
const ended = /ended the script \(SCRIPT KILL\)|\(SIGKILL\)/

let mine: TestMyLimiter
let good: string
beforeAll(async () => {
  mine = await openMyLimiter()
  await mine.copy(lua.lesson)
  await mine.copy(js.lesson)
  good = readFileSync(mine.pathOf(lua.lesson, lua.file), 'utf8')
})
afterAll(() => mine.close())
afterEach(() => mine.host.choose(null))

const hostile = (name: string) =>
  readFileSync(new URL(`../labs/lua/scripts/${name}.lua`, import.meta.url), 'utf8')

async function goLive({ lesson, file }: typeof lua, text: string): Promise<void> {
  await mine.host.choose(null)
  mine.write(lesson, file, text)
  await mine.host.choose(lesson)
  await mine.until('live')
}

/** Sends a request that holds Valkey up, and gives what the page is told of it. */
async function stall(lesson: string): Promise<string> {
  const answer = await mine.get()
  expect(answer.status).toBeGreaterThanOrEqual(500)
  await mine.until('crashed')
  const state = mine.state()
  if (state.is !== 'crashed') throw new Error('not crashed')
  expect(state).toMatchObject({ lesson, crash: { kind: 'stalled' } })
  expect(mine.consoleText()).toContain(state.crash.sentence)
  const refused = await mine.get()
  expect([refused.status, await refused.text()]).toEqual([502, expect.stringContaining('Valkey')])
  return state.crash.sentence
}

async function workbookAnswers(): Promise<void> {
  await mine.host.choose(null)
  const ready = async () => (await fetch(`${mine.url}/readyz`)).status === 200
  await eventually(ready, { withinMs: 30_000 })
  await mine.valkey.client.flushall()
  expect(await mine.statuses(6)).toEqual([200, 200, 200, 200, 200, 429])
}

async function otherLessonsAnswer(): Promise<void> {
  await mine.host.choose(js.lesson)
  await mine.until('live')
  await eventually(async () => (await mine.get()).status === 200, { withinMs: 30_000 })
  expect(await eventually(async () => (await mine.get()).status === 429)).toBe(true)
  expect((await mine.get()).headers.get('X-My-Limiter')).toBe(js.lesson)
}

test('an endless loop in Lua is ended; the workbook and the other lessons answer, and a click or a save runs it again', async () => {
  const before = mine.valkey.server.pid()
  await goLive(lua, hostile('endless-loop'))
  const sentence = await stall(lua.lesson)
  expect(sentence).toMatch(/^Your EVAL on rate:127\.0\.0\.1 had no reply for 1 s/)
  expect(sentence).toMatch(ended)
  // A busy machine may not hear SCRIPT KILL in time.
  if (restarted.test(sentence)) {
    await eventually(() => mine.valkey.server.pid() !== before, { withinMs: 30_000 })
  }
  // One end for one stall: nothing runs it again by itself.
  const pid = mine.valkey.server.pid()
  expect(mine.state().is).toBe('crashed')
  mine.write(lua.lesson, lua.file, good)
  await mine.until('live')
  await eventually(async () => (await mine.get()).status === 200, { withinMs: 30_000 })
  expect(mine.valkey.server.pid()).toBe(pid)
  await workbookAnswers()
  await otherLessonsAnswer()
})

test.each(['endless-loop-after-a-write', 'endless-writes', 'pattern-bomb'])(
  '%s: the private server is started again, and the state says that the counters begin anew',
  async (name) => {
    const pid = mine.valkey.server.pid()
    await goLive(lua, hostile(name))
    expect(await stall(lua.lesson)).toMatch(restarted)
    await eventually(() => mine.valkey.server.pid() !== pid, { withinMs: 30_000 })
    await workbookAnswers()
    await otherLessonsAnswer()
  },
)

test('lesson 4’s own script with a loop at its end has written, so the server is started again', async () => {
  await goLive(lua, good.replace('return { count', 'while true do end\nreturn { count'))
  expect(await stall(lua.lesson)).toMatch(restarted)
  await workbookAnswers()
})

test('a process that ends right after it sent the script, and one that leaves for another exercise, leave no loop behind', async () => {
  const middleware = (then: string) =>
    `export const rateLimit = ({ valkey }) => (req, res) => {
       valkey.eval("redis.call('SET', KEYS[1], 1) while true do end", 1, 'rate:loop').catch(() => {})
       ${then}
     }`
  for (const then of ['setTimeout(() => process.exit(1), 50)', 'res.end()']) {
    const pid = mine.valkey.server.pid()
    await goLive(js, middleware(then))
    await mine.get()
    await mine.host.choose(null)
    await eventually(() => mine.valkey.server.pid() !== pid, { withinMs: 30_000 })
    await workbookAnswers()
  }
})

test('what the tap cannot read is watched too', async () => {
  const pid = mine.valkey.server.pid()
  await goLive(
    js,
    `import { connect } from 'node:net'
     export const rateLimit = ({ valkey }) => (req, res) => {
       const { port, username, password } = valkey.options
       const socket = connect(port, '127.0.0.1')
       socket.on('error', () => {})
       socket.write(\`AUTH \${username} \${password}\\r\\nEVAL "redis.call('SET', KEYS[1], 1) while true do end" 1 rate:loop\\r\\n\`)
     }`,
  )
  await mine.get()
  await mine.until('crashed')
  await eventually(() => mine.valkey.server.pid() !== pid, { withinMs: 30_000 })
  await workbookAnswers()
})

test('a script that takes long, but comes to its end, is left alone', async () => {
  const pid = mine.valkey.server.pid()
  await goLive(lua, `local from = os.clock()\nwhile os.clock() - from < 0.1 do end\n${good}`)
  await mine.get()
  await eventually(() => mine.valkey.client.ping().catch(() => null))
  expect(mine.state().is).toBe('live')
  expect(mine.valkey.server.pid()).toBe(pid)
})

test('on a Valkey that may not be thrown away, no limiter of the learner’s goes live, and the answer says what to do', async () => {
  const managed = await openMyLimiter({ guarded: false })
  try {
    await managed.copy(lua.lesson)
    const told = await (await fetch(`${managed.url}/api/my-limiter`)).json()
    expect(told).toMatchObject({ unavailable: expect.stringContaining('VALKEY_HOST') })
    const response = await fetch(`${managed.url}/api/my-limiter`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ lesson: lua.lesson }),
    })
    expect([response.status, await response.text()]).toEqual([
      422,
      expect.stringContaining('Start the workbook without VALKEY_HOST'),
    ])
    expect(managed.state()).toEqual({ is: 'off' })
    expect(await (await managed.get()).text()).toBe('the workbook’s\n')
  } finally {
    await managed.close()
  }
})

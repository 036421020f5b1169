// The exercises that a room checks in the page: real HTTP, real check processes, each on a real disposable Valkey.
import { readFileSync } from 'node:fs'
import express from 'express'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import type { CheckRun, LuaExercise } from '../exercises/contract.ts'
import type { Progress } from '../progress/contract.ts'
import { newAccessCode, newToken } from '../room/access.ts'
import type { BoardSnapshot } from '../room/contract.ts'
import { asWhom, joinRoom, teachRoom } from '../testing/join-room.ts'
import { serve } from '../testing/serve.ts'
import { createDisposableLauncher } from '../valkey/disposable-launcher.ts'
import { findValkeyServer } from '../valkey/find.ts'
import { openRoomLuaExercises } from './lua-exercises.ts'
import { type RoomServer, startRoomServer } from './room-server.ts'

vi.setConfig({ testTimeout: 90_000 })

const lesson = '04-atomic-counter'
const path = `/api/lua-exercises/${lesson}`
const textOf = (file: string) => readFileSync(`lessons/${file}`, 'utf8')
const exercise = textOf(`${lesson}/exercise/fixed-window.lua`)
const solution = textOf(`${lesson}/solution/fixed-window.lua`)
const code = newAccessCode()
const token = newToken()
let server: RoomServer
let ada: Awaited<ReturnType<typeof joinRoom>>

beforeAll(async () => {
  const { host, port, password } = inject('valkey')
  server = await startRoomServer({
    env: {
      PORT: '0',
      HOST: '127.0.0.1',
      VALKEY_HOST: host,
      VALKEY_PORT: String(port),
      VALKEY_PASSWORD: password ?? '',
      VALKEY_TLS: 'false',
      VALKEY_SERVER: process.env.VALKEY_SERVER,
      PATH: process.env.PATH,
      ROOM_CODE: code,
      ROOM_TOKEN: token,
      ROOM_NAME: 'Lua',
    },
    root: process.cwd(),
    log: () => {},
  })
  ada = await joinRoom(server.origin, { code, name: 'Ada' })
})
afterAll(() => server?.close())

async function check(content: string, at = path): Promise<CheckRun> {
  const response = await ada.post(`${at}/check`, { content })
  expect(response.status).toBe(200)
  return (await response.json()) as CheckRun
}

async function boardOfAda() {
  const teacher = await teachRoom(server.origin, token)
  const { learners } = (await (await teacher.get('/api/board')).json()) as BoardSnapshot
  return learners.find(({ id }) => id === ada.id)
}

test('what is given out: the script, the checks and the hints', async () => {
  const given = (await (await ada.get(path)).json()) as LuaExercise
  expect(given).toMatchObject({ lesson, number: 4, original: { content: exercise } })
  expect(given.checks).toHaveLength(8)
  expect(given.hintTexts.length).toBeGreaterThan(0)
  expect((await ada.get('/api/lua-exercises/9')).status).toBe(200)
})

test('untouched it fails at its assertion, and the board names the check; mended it passes', async () => {
  const failing = 'a counter that lost its expiry gets a new one'
  const run = await check(exercise)
  expect(run).toMatchObject({ lesson, state: 'wrong', problems: [] })
  expect(run.checks.filter(({ state }) => state !== 'passed')).toEqual([
    expect.objectContaining({
      name: failing,
      state: 'wrong',
      hint: expect.any(Number),
      expected: expect.stringContaining('59000'),
    }),
  ])
  expect((await boardOfAda())?.check).toMatchObject({ lesson, passed: 7, total: 8, failing })

  expect(await check(solution)).toMatchObject({ state: 'passed', problems: [] })
  expect(await boardOfAda()).toMatchObject({
    check: { lesson, passed: 8, total: 8, failing: null },
    lessons: { [lesson]: 'passed' },
    home: false,
  })
  const answer = await ada.get('/api/progress')
  const { progress } = (await answer.json()) as { progress: Progress }
  expect(progress.lessons[lesson]?.exercises.exercise).toMatch(/^\d{4}-/)
})

test('lesson 9 is checked as well', async () => {
  const at = '09-other-algorithms'
  const run = await check(
    textOf(`${at}/solution/sliding-window-counter.lua`),
    `/api/lua-exercises/${at}`,
  )
  expect(run).toMatchObject({ lesson: at, state: 'passed' })
})

test('a loop without end is stuck and ended; who checks next notices nothing', async () => {
  const run = await check("redis.call('SET', KEYS[1], 1)\nwhile true do end")
  expect(run.state).toBe('stuck')
  expect(await check(solution)).toMatchObject({ state: 'passed' })
  // Both places in turn.
  const bob = await joinRoom(server.origin, { code, name: 'Bob' })
  const both = await Promise.all(
    [ada, bob].map((one) => one.post(`${path}/check`, { content: solution })),
  )
  const runs = await Promise.all(both.map((response) => response.json()))
  expect(runs).toMatchObject([{ state: 'passed' }, { state: 'passed' }])
})

test('a script that does not compile is told at its line', async () => {
  const run = await check('local count =\nreturn )')
  expect(run).toMatchObject({ state: 'wrong', problems: [{ file: 'fixed-window.lua', line: 2 }] })
})

test.each([
  ["return redis.call('MIGRATE', '127.0.0.1', '1', KEYS[1], '0', '10')"],
  ["return redis.call('CONFIG', 'SET', 'dir', '/tmp')"],
  ["return redis.call('SHUTDOWN', 'NOSAVE')"],
  ["return io.open('/etc/passwd')"],
])('a script reaches nothing outside of its Valkey: %s', async (script) => {
  const run = await check(script)
  expect(run.state).toBe('wrong')
  expect(JSON.stringify(run.checks)).toMatch(/permission|not allowed|nonexistent|nil value/i)
})

test('a megabyte is refused, and so is what is no script', async () => {
  const refused = async (body: unknown) => (await ada.post(`${path}/check`, body)).status
  expect(await refused({ content: 'x'.repeat(1024 ** 2) })).toBe(413)
  expect(await refused({ content: 'x'.repeat(200 * 1024) })).toBe(413)
  expect(await refused({ content: 5 })).toBe(400)
})

test.each(['05-express-middleware', '01-what-and-why', '99', '..%2F..'])(
  'lesson %s has none to be checked here',
  async (other) => {
    const at = `/api/lua-exercises/${other}`
    expect((await ada.get(at)).status).toBe(404)
    const response = await ada.post(`${at}/check`, { content: solution })
    expect(response.status).toBe(404)
    expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json/)
  },
)

test('a learner checks one at a time; nobody at all checks nothing', async () => {
  const twice = await Promise.all(
    [1, 2].map(() => ada.post(`${path}/check`, { content: solution })),
  )
  expect(twice.map(({ status }) => status).sort()).toEqual([200, 429])
  const stranger = asWhom(server.origin, '')
  expect((await stranger.post(`${path}/check`, { content: solution })).status).toBe(401)
})

test('Valkeys that freeze while they are opened do not disable the checks for good', async () => {
  const given = { env: process.env, root: process.cwd() }
  const source = await findValkeyServer({ ...given, log: () => {} })
  const launcher = await createDisposableLauncher({ source, ...given })
  let boots = 0
  const never = () => Promise.reject(new Error('Nobody is a member.'))
  const opened = openRoomLuaExercises({
    root: process.cwd(),
    launcher: {
      ...launcher,
      async boot(options) {
        const booted = await launcher.boot(options)
        boots += 1
        if (boots <= 3) process.kill(booted.server.pid, 'SIGSTOP')
        return booted
      },
    },
    store: { check: never },
    progress: { add: never },
    keyspaceOf: () => 'ada',
    memberOf: () => undefined,
    onError: () => {},
  })
  const alone = await serve(express().use('/api/lua-exercises', opened.router))
  const checkAlone = async () => {
    const response = await fetch(`${alone.url}${path}/check`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ content: solution }),
    })
    return ((await response.json()) as CheckRun).state
  }
  expect(await checkAlone()).toBe('infrastructure')
  await expect.poll(checkAlone, { timeout: 60_000 }).toBe('passed')
  expect(boots).toBeGreaterThan(3)
  await alone.close()
  await opened.close()
})

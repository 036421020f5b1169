// The exercises over HTTP: real files, real checks, on a Valkey of their own.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import express from 'express'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { handleErrors } from '../http/problems.ts'
import { createProgressFile } from '../progress/progress-file.ts'
import { eventually } from '../testing/eventually.ts'
import { openSandboxes } from '../testing/open-sandboxes.ts'
import { readEvents } from '../testing/read-events.ts'
import { serve } from '../testing/serve.ts'
import { createOpenCheckValkey } from './checks/check-valkey.ts'
import type { CheckRun, ExerciseDetail, ExerciseSummary, SavedFile } from './contract.ts'
import { openExerciseRoutes } from './exercise-routes.ts'
import { openExercises } from './exercises.ts'

const root = process.cwd()
const lesson = '04-atomic-counter'
const longRun = 60_000
let sandboxes: Awaited<ReturnType<typeof openSandboxes>>
let folder: string
let opened: ReturnType<typeof openExerciseRoutes>
let server: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  sandboxes = await openSandboxes()
})
afterAll(() => sandboxes.close())
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'exercises-'))
  const log = () => undefined
  const exercises = openExercises({
    root,
    workspace: folder,
    openValkey: createOpenCheckValkey({
      sandbox: sandboxes.sandbox,
      shared: { address: { host: '127.0.0.1', port: 1, tls: false }, ask: never },
    }),
    progress: createProgressFile({ path: join(folder, 'progress.json'), log }),
    log,
  })
  opened = openExerciseRoutes(exercises)
  const app = express().use('/api/exercises', opened.router).use(handleErrors(log))
  server = await serve(app)
})
afterEach(async () => {
  await opened.close()
  await server.close()
  rmSync(folder, { recursive: true })
})

const never = () => Promise.reject(new Error('There is a sandbox.'))
const url = (path: string) => `${server.url}/api/exercises${path}`
const get = async <Body>(path: string) => (await (await fetch(url(path))).json()) as Body
const send = (method: string, path: string, body?: unknown) =>
  fetch(url(path), {
    method,
    ...(body !== undefined && {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  })
const post = (path: string, body?: unknown) => send('POST', path, body)
const start = async () => (await (await post(`/${lesson}/start`)).json()) as ExerciseDetail
const copyOf = (name: string) => join(folder, lesson, name)
const detailOf = () => get<ExerciseDetail>(`/${lesson}`)

async function follow() {
  const stream = await readEvents(url(`/${lesson}/events`))
  const results = () =>
    stream.events
      .map((event) => event as unknown as { event: string; data: unknown })
      .filter(({ event }) => event === 'result')
      .map(({ data }) => data as CheckRun)
  return {
    ...stream,
    results,
    result: (count: number) =>
      eventually((): CheckRun | undefined => results()[count - 1], { withinMs: 30_000 }),
  }
}

test('the list has every exercise, begun or not', async () => {
  const list = await get<ExerciseSummary[]>('')
  expect(list.map(({ number }) => number)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 12])
  expect(list.find((one) => one.lesson === lesson)).toEqual({
    ...{
      lesson,
      number: 4,
      title: 'The atomic counter (Lua)',
      made: false,
      solved: false,
      hints: 5,
    },
  })
})

test('reading makes nothing; starting makes the copy, once', async () => {
  const before = await detailOf()
  expect(before).toMatchObject({ made: false, files: before.original, last: null, warnings: [] })
  expect(before.checks).toContain('each hit adds one')
  expect(readdirSync(folder)).toEqual([])
  const made = await start()
  expect(made).toMatchObject({ made: true, files: before.original })
  writeFileSync(copyOf('fixed-window.lua'), '-- mine')
  expect((await start()).files[0]?.content).toBe('-- mine')
})

test('a saved change is checked, and what passes is noted', { timeout: longRun }, async () => {
  const { files } = await start()
  const stream = await follow()
  const first = await stream.result(1)
  expect(first).toMatchObject({ state: 'wrong', lesson, problems: [] })
  expect(first.checks.filter(({ state }) => state !== 'passed')).toEqual([
    {
      name: 'a counter that lost its expiry gets a new one',
      state: 'wrong',
      message:
        'PTTL after the expiry was lost (PERSIST) and one more hit of a 60 s window came: it must be set again',
      expected: 'greater than 59000',
      received: '-1',
      hint: 1,
    },
  ])
  const content = readFileSync(`lessons/${lesson}/solution/fixed-window.lua`, 'utf8')
  const path = `/${lesson}/files/fixed-window.lua`
  const saved = await send('PUT', path, { content, basedOn: files[0]?.version })
  expect(saved.status).toBe(200)
  const { run } = (await saved.json()) as SavedFile
  const second = await stream.result(2)
  const { copy } = await detailOf()
  expect(second).toMatchObject({ state: 'passed', problems: [], run, lesson, copy })
  const list = await get<ExerciseSummary[]>('')
  expect(list.find((one) => one.lesson === lesson)).toMatchObject({ made: true, solved: true })
  await eventually(() =>
    stream.events.some((event) => JSON.stringify(event).includes('"solved":true')),
  )
  // What the page saves is checked once: the watcher is for other editors.
  expect(stream.results()).toHaveLength(2)
  stream.close()
})

test('a file that is saved before others is not checked alone; what another editor saves is', {
  timeout: longRun,
}, async () => {
  const { files } = await start()
  const stream = await follow()
  await stream.result(1)
  const path = `/${lesson}/files/fixed-window.lua`
  const first = { content: 'return { 1, 1 }', basedOn: files[0]?.version, check: false }
  const saved = await (await send('PUT', path, first)).json()
  expect(saved).not.toHaveProperty('run')
  // Longer than it takes to notice a save.
  await wait(1500)
  expect(stream.results()).toHaveLength(1)
  writeFileSync(copyOf('fixed-window.lua'), 'return { 2, 2 }')
  expect(await stream.result(2)).toMatchObject({ copy: (await detailOf()).copy })
  stream.close()
})

test('what changed while nobody looked is checked when somebody looks', {
  timeout: longRun,
}, async () => {
  await start()
  const before = await follow()
  await before.result(1)
  before.close()
  rmSync(copyOf('fixed-window.lua'))
  await post(`/${lesson}/check`)
  await eventually(async () => (await detailOf()).last?.message, { withinMs: 30_000 })
  writeFileSync(copyOf('fixed-window.lua'), 'return 1')
  const after = await follow()
  const [missing, checked] = [await after.result(1), await after.result(2)]
  expect(missing.checks.map(({ state }) => state)).not.toContain('wrong')
  expect(checked.checks.map(({ state }) => state)).toContain('wrong')
  after.close()
})

test('who saves over a change made elsewhere is told, and nothing is lost', async () => {
  const { files } = await start()
  writeFileSync(copyOf('fixed-window.lua'), '-- from my editor')
  const change = { content: '-- from the page', basedOn: files[0]?.version }
  const answer = await send('PUT', `/${lesson}/files/fixed-window.lua`, change)
  expect(answer.status).toBe(409)
  expect(await answer.json()).toMatchObject({ current: { content: '-- from my editor' } })
  expect(readFileSync(copyOf('fixed-window.lua'), 'utf8')).toBe('-- from my editor')
})

test('a deleted file of the exercise can be put back, and nothing else be made', async () => {
  await start()
  rmSync(copyOf('fixed-window.lua'))
  const change = { content: 'return 1', basedOn: '' }
  expect((await send('PUT', `/${lesson}/files/more.lua`, change)).status).toBe(404)
  const path = `/${lesson}/files/fixed-window.lua`
  expect((await send('PUT', path, change)).status).toBe(200)
  expect(readFileSync(copyOf('fixed-window.lua'), 'utf8')).toBe('return 1')
  // What is there by now is not written over.
  expect((await send('PUT', path, { content: 'return 2', basedOn: '' })).status).toBe(409)
  expect(readdirSync(join(folder, lesson))).toEqual(['fixed-window.lua'])
})

test('a reset asks, and keeps what was there', async () => {
  await start()
  writeFileSync(copyOf('fixed-window.lua'), '-- mine')
  expect((await post(`/${lesson}/reset`, {})).status).toBe(400)
  expect(readFileSync(copyOf('fixed-window.lua'), 'utf8')).toBe('-- mine')
  const reset = await post(`/${lesson}/reset`, { confirm: true })
  const { kept, detail } = (await reset.json()) as { kept: string; detail: ExerciseDetail }
  expect(readFileSync(join(kept, 'fixed-window.lua'), 'utf8')).toBe('-- mine')
  expect(kept).toContain(join('.saved', lesson))
  expect(detail.files).toEqual(detail.original)
})

test.each([
  '..%2f..%2f..%2fpackage.json',
  '..',
  '%2e%2e%2fprogress.json',
  '.env',
  'a%00.lua',
  'a%5cb',
  '%2Fetc%2Fpasswd',
])('no file outside of the copy is written: %s', async (name) => {
  await start()
  const change = { content: 'x', basedOn: 'x' }
  const answer = await send('PUT', `/${lesson}/files/${name}`, change)
  expect([400, 404]).toContain(answer.status)
  expect(readdirSync(folder).sort()).toEqual([lesson])
})

test('a link out of the workspace is neither read, written nor run', {
  timeout: longRun,
}, async () => {
  await start()
  const outside = join(folder, 'outside.lua')
  writeFileSync(outside, 'return redis.call("SET", KEYS[1], "secret")')
  rmSync(copyOf('fixed-window.lua'))
  symlinkSync(outside, copyOf('fixed-window.lua'))
  const detail = await detailOf()
  expect(JSON.stringify(detail.files)).not.toContain('secret')
  expect(detail.warnings.join()).toContain('fixed-window.lua is a link and is left out')
  const change = { content: 'x', basedOn: 'x' }
  const answer = await send('PUT', `/${lesson}/files/fixed-window.lua`, change)
  expect(answer.status).toBe(409)
  expect(await answer.text()).toContain('is a link')
  expect(readFileSync(outside, 'utf8')).toContain('secret')
  const stream = await follow()
  const run = await stream.result(1)
  expect(run).toMatchObject({ state: 'wrong' })
  expect(run.message).toContain('fixed-window.lua is a link')
  expect(new Set(run.checks.map(({ state }) => state))).toEqual(new Set(['not run']))
  stream.close()
})

test('a copy that is itself a link elsewhere is refused', async () => {
  const elsewhere = join(folder, 'elsewhere')
  mkdirSync(elsewhere)
  symlinkSync(elsewhere, join(folder, lesson))
  const answer = await post(`/${lesson}/start`)
  expect(answer.status).toBe(409)
  expect(await answer.text()).toContain('is a link')
  expect(readdirSync(elsewhere)).toEqual([])
})

test('what is not there is said', async () => {
  expect((await fetch(url('/99-nothing'))).status).toBe(404)
  expect((await post(`/${lesson}/check`)).status).toBe(404)
  await start()
  rmSync(copyOf('fixed-window.lua'))
  expect((await detailOf()).warnings.join()).toContain('fixed-window.lua is missing')
  const answer = await send('PUT', `/${lesson}/files/fixed-window.lua`, {
    content: 'x',
    basedOn: 'x',
  })
  expect(answer.status).toBe(404)
  expect(existsSync(copyOf('fixed-window.lua'))).toBe(false)
})

test('a body that is no file, or too large, changes nothing', async () => {
  const { files } = await start()
  const path = `/${lesson}/files/fixed-window.lua`
  expect((await send('PUT', path, { content: 5 })).status).toBe(400)
  expect((await send('PUT', path)).status).toBe(400)
  const large = { content: 'x'.repeat(200_000), basedOn: files[0]?.version }
  expect((await send('PUT', path, large)).status).toBe(413)
  expect(readFileSync(copyOf('fixed-window.lua'), 'utf8')).toBe(files[0]?.content)
})

test('the solution is told to who asks for it', async () => {
  const { files } = await get<{ files: { name: string }[] }>(`/${lesson}/solution`)
  expect(files.map(({ name }) => name)).toEqual(['fixed-window.lua'])
})

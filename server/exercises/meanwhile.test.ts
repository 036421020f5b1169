// What else goes on while a check runs: other checks, a file that goes away, the command line beside the page.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createProgressFile } from '../progress/progress-file.ts'
import { eventually } from '../testing/eventually.ts'
import { openSandboxes } from '../testing/open-sandboxes.ts'
import { readEvents } from '../testing/read-events.ts'
import { serve } from '../testing/serve.ts'
import { breakableValkey, type CheckValkey } from './checks/check-valkey.ts'
import type { CheckRun } from './contract.ts'
import { openExerciseRoutes } from './exercise-routes.ts'
import { openExercises } from './exercises.ts'
import { findExercise } from './lessons-with-exercises.ts'

const root = process.cwd()
const name = '04-atomic-counter'
const slow = { timeout: 120_000 }
let sandboxes: Awaited<ReturnType<typeof openSandboxes>>
let folder: string

beforeAll(async () => {
  sandboxes = await openSandboxes()
})
afterAll(() => sandboxes.close())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meanwhile-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const solve = () =>
  cpSync(`lessons/${name}/solution`, join(folder, name), { recursive: true, force: true })

async function sandboxValkey(): Promise<CheckValkey> {
  const signal = new AbortController().signal
  return breakableValkey(await sandboxes.sandbox.open({ signal, maxMemoryMb: 64 }))
}

function open(openValkey: () => Promise<CheckValkey> = sandboxValkey) {
  const log = () => undefined
  const progress = createProgressFile({ path: join(folder, 'progress.json'), log })
  const opened = openExercises({ root, workspace: folder, openValkey, progress, log })
  const lesson = findExercise(name, opened.exercises.lessons)
  if (!lesson) throw new Error(`There is no exercise ${name}.`)
  return { opened, lesson, exercises: opened.exercises }
}

/** `npm run exercise -- check`, beside whatever else runs. */
async function checkByCommand() {
  const env = { ...process.env, WORKSPACE: folder }
  const child = spawn(process.execPath, ['scripts/exercise.mjs', 'check', '4'], { env })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const [code] = await once(child, 'close')
  return { code, said }
}

test(
  'checks asked for at once share a run; those asked for during it share the next',
  slow,
  async () => {
    solve()
    const { exercises, lesson } = open()
    let begun = 0
    const later: Promise<CheckRun>[] = []
    exercises.onRun(({ event }) => {
      if (event !== 'checking') return
      begun += 1
      if (begun === 1) later.push(exercises.check(lesson).verdict, exercises.check(lesson).verdict)
    })
    const first = await Promise.all([
      exercises.check(lesson).verdict,
      exercises.check(lesson).verdict,
    ])
    const second = await Promise.all(later)
    expect(begun).toBe(2)
    expect(first[0]).toBe(first[1])
    expect(second[0]).toBe(second[1])
    expect(second[0]).not.toBe(first[0])
    expect([...first, ...second].map(({ state }) => state)).toEqual(Array(4).fill('passed'))
    expect(exercises.waiting()).toBe(0)
    await exercises.close()
  },
)

test('two command lines at once each get a run of their own', slow, async () => {
  solve()
  const both = await Promise.all([checkByCommand(), checkByCommand()])
  for (const { said } of both) expect(said).toMatch(/^All \d+ checks hold/)
  expect(both.map(({ code }) => code)).toEqual([0, 0])
  const { lessons } = JSON.parse(readFileSync(join(folder, 'progress.json'), 'utf8'))
  expect(lessons).toHaveProperty([name, 'exercises', 'exercise'])
})

test(
  'whenever a file is deleted while it is checked, it is named, or was not needed any more',
  slow,
  async () => {
    const { exercises, lesson } = open()
    for (const afterMs of [0, 20, 100, 300, 600]) {
      solve()
      let deleted = false
      const stop = exercises.onRun(async ({ event }) => {
        if (event !== 'checking' || deleted) return
        deleted = true
        if (afterMs > 0) await wait(afterMs)
        rmSync(join(folder, name, 'fixed-window.lua'))
      })
      const run = await exercises.check(lesson).verdict
      stop()
      const told = JSON.stringify([run.message, run.checks])
      if (run.state !== 'passed')
        expect(told, `deleted after ${afterMs} ms`).toContain('fixed-window.lua')
      expect(['passed', 'wrong']).toContain(run.state)
      if (afterMs === 0) expect(run.message).toContain('fixed-window.lua is missing')
      await eventually(() => !exercises.waiting())
    }
    solve()
    expect(await exercises.check(lesson).verdict).toMatchObject({ state: 'passed' })
    await exercises.close()
  },
)

test('a pass on the command line appears on the stream of an open page', slow, async () => {
  solve()
  // This server cannot check anything itself: what it tells of a pass can only be from the command line.
  const { opened } = open(() => Promise.reject(new Error('No Valkey here')))
  const { router, close } = openExerciseRoutes(opened)
  const { default: express } = await import('express')
  const server = await serve(express().use('/api/exercises', router))
  const { events, close: leave } = await readEvents(`${server.url}/api/exercises/${name}/events`)
  const told = () =>
    events
      .map((event) => event as unknown as { event: string; data: { solved?: boolean } })
      .filter(({ event }) => event === 'progress')
      .map(({ data }) => data.solved)
  await eventually(() => told().length > 0, { withinMs: 20_000 })
  expect(told()).toEqual([false])
  expect(await checkByCommand()).toMatchObject({ code: 0 })
  await eventually(() => told().length > 1, { withinMs: 20_000 })
  expect(told()).toEqual([false, true])
  leave()
  await close()
  await server.close()
})

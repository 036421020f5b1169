import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { CheckRun, CheckState } from '../exercises/contract.ts'
import { eventually } from '../testing/eventually.ts'
import { serveRoom } from '../testing/serve-room.ts'
import { createHomeReports, type HomeReports } from './home-reports.ts'

let room: Awaited<ReturnType<typeof serveRoom>>
let reports: HomeReports
let file: string
let said: string[]

beforeEach(async () => {
  room = await serveRoom()
  const folder = mkdtempSync(join(tmpdir(), 'room-json-'))
  file = join(folder, 'room.json')
  said = []
  reports = createHomeReports({ file, log: (line) => said.push(line) })
  return async () => {
    reports.close()
    await room.close()
    rmSync(folder, { recursive: true })
  }
})

const joinAs = (token: string) => writeFileSync(file, JSON.stringify({ origin: room.url, token }))

function run(lesson: string, ...states: CheckState[]): CheckRun {
  const checks = states.map((state, i) => ({ name: `check ${i + 1}`, state }))
  const id = { run: 'run', lesson, copy: 'copy', at: '2026-11-23T10:00:00.000Z' }
  return { ...id, state: 'wrong', checks, tookMs: 1, problems: [] }
}

test('the first check that fails is on the board by its name, the newest run of it', async () => {
  await room.store.join('a', null)
  joinAs('a')
  reports.check(run('04-a', 'wrong', 'not run'))
  reports.check(run('04-a', 'passed', 'stuck', 'wrong'))
  const { check } = await eventually(async () => {
    const learner = await room.store.learner('a')
    return learner?.check ? learner : undefined
  })
  expect(check).toMatchObject({ lesson: '04-a', passed: 1, total: 3, failing: 'check 2' })
})

test('progress follows, and a run that passes whole passes the lesson', async () => {
  await room.store.join('a', null)
  joinAs('a')
  const marks = { sections: {}, quizzes: {}, exercises: {}, doneAt: '2026-11-23T10:00:00.000Z' }
  reports.progress({ version: 1, lessons: { '03-b': marks } })
  reports.check(run('04-a', 'passed'))
  await eventually(async () => {
    const lessons = (await room.store.learner('a'))?.lessons
    return lessons?.['03-b'] === 'read' && lessons['04-a'] === 'passed'
  })
})

test('without a room nobody is asked; joined later, what comes then is told', async () => {
  await room.store.join('a', null)
  reports.check(run('03-b', 'wrong'))
  // Longer than reports are gathered: the first one has found no room by now.
  await new Promise((resolve) => setTimeout(resolve, 1000))
  joinAs('a')
  reports.check(run('04-a', 'wrong'))
  await eventually(async () => (await room.store.learner('a'))?.check)
  expect((await room.store.learner('a'))?.check?.lesson).toBe('04-a')
  expect(said).toEqual([])
})

test('a room that does not know the workbook any more is said once, and left alone', async () => {
  joinAs('of-another-room')
  reports.check(run('04-a', 'wrong'))
  await eventually(() => said.length > 0)
  reports.check(run('04-a', 'wrong', 'wrong'))
  await new Promise((resolve) => setTimeout(resolve, 1000))
  expect(said).toEqual([expect.stringContaining('does not know this workbook any more')])
})

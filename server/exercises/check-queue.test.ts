// Verdicts and the runs that they belong to.
import { expect, test } from 'vitest'
import { createCheckQueue, type RunEvent, verdictOf } from './check-queue.ts'
import type { Checker, Outcome, Subject } from './checks/checker.ts'
import { withContent } from './exercise-files.ts'
import type { ExerciseLesson } from './lessons-with-exercises.ts'

const lesson: ExerciseLesson = {
  lesson: '04-a',
  number: 4,
  title: 'A',
  task: '',
  hints: [],
  checks: ['counts'],
  exercise: '/lessons/04-a/exercise',
  solution: '/lessons/04-a/solution',
}
const file = (content: string) =>
  withContent({ name: 'a.lua', content: '', version: '', language: 'lua' }, content)
const passed = (of: Outcome['of']): Outcome => ({
  of,
  state: 'passed',
  checks: [{ name: 'counts', state: 'passed' }],
  problems: [],
})

/** A queue whose copy is `content()`; each run passes, after `during`. */
function open(content: () => string, during: (subject: Subject) => Promise<Outcome['of']>) {
  const checker: Checker = {
    warm: () => undefined,
    check: async (subject) => passed(await during(subject)),
    close: async () => undefined,
  }
  const passes: string[] = []
  const events: RunEvent[] = []
  const queue = createCheckQueue({
    checker,
    copy: async () => ({ made: true, files: [file(content())], warnings: [] }),
    pathOf: (name) => `/workspace/${name}`,
    notRunnable: async () => undefined,
    async onPass({ copy }) {
      passes.push(copy)
      return undefined
    },
  })
  queue.onRun((event) => events.push(event))
  return { queue, passes, events }
}

test('the outcome of another run, or of another exercise, is refused', async () => {
  const given = { run: 'mine', lesson, files: [file('mine')], began: performance.now() }
  expect(verdictOf(passed({ run: 'mine', lesson: '04-a' }), given)).toMatchObject({
    run: 'mine',
    lesson: '04-a',
    state: 'passed',
  })
  for (const of of [
    { run: 'other', lesson: '04-a' },
    { run: 'mine', lesson: '05-b' },
  ]) {
    const verdict = verdictOf(passed(of), given)
    expect(verdict).toMatchObject({ run: 'mine', lesson: '04-a', state: 'infrastructure' })
    expect(verdict.checks).toEqual([{ name: 'counts', state: 'not run' }])
  }
  const { queue, passes } = open(
    () => 'untouched',
    async () => ({ run: 'other', lesson: '05-b' }),
  )
  expect(await queue.add(lesson).verdict).toMatchObject({ state: 'infrastructure' })
  expect(passes).toEqual([])
})

test('a copy that changes while it is checked gets its verdict from the next run', async () => {
  let content = 'first'
  const { queue, passes, events } = open(
    () => content,
    async ({ run }) => {
      content = 'second'
      return { run, lesson: '04-a' }
    },
  )
  const { run, verdict } = queue.add(lesson)
  const given = await verdict
  expect(given.run).not.toBe(run)
  expect(given.copy).not.toBe('')
  expect(queue.knows(lesson, [file('second')])).toBe(true)
  expect(passes).toEqual([given.copy])
  expect(events.map(({ event }) => event)).toEqual(['checking', 'checking', 'result'])
})

test('code that writes into its own folder still gets a verdict', async () => {
  let times = 0
  const { queue } = open(
    () => `written ${times} times`,
    async ({ run }) => {
      times += 1
      return { run, lesson: '04-a' }
    },
  )
  expect(await queue.add(lesson).verdict).toMatchObject({ state: 'passed' })
  expect(times).toBe(2)
})

import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { hintFor, readHints } from './hints.ts'
import { findExercise, lessonsWithExercises } from './lessons-with-exercises.ts'

const lessons = lessonsWithExercises(process.cwd())

test.each(lessons)(
  '$lesson: its checks are read from the text as they are in the code',
  async (one) => {
    const { checks } = await import(pathToFileURL(`lessons/${one.lesson}/checks.ts`).href)
    expect(one.checks).toEqual(Object.keys(checks))
    expect(one.hints.length).toBeGreaterThanOrEqual(2)
  },
)

test('an exercise is found by number or name', () => {
  for (const wanted of ['4', '04', '04-atomic-counter']) {
    expect(findExercise(wanted, lessons)?.lesson).toBe('04-atomic-counter')
  }
  for (const wanted of ['', '1', '99', '4-atomic-counter', '../04-atomic-counter']) {
    expect(findExercise(wanted, lessons)).toBeUndefined()
  }
})

test('the hint that fits is the one for the check, else the first for any', () => {
  const hints = readHints('## Hint 1\n\nLook.\n\n## Hint 2 (counts; ends)\n\nThere.\n')
  expect(hints).toEqual([
    { text: 'Look.', checks: [] },
    { text: 'There.', checks: ['counts', 'ends'] },
  ])
  expect(hintFor('ends', hints)).toBe(2)
  expect(hintFor('else', hints)).toBe(1)
  expect(hintFor('else', [])).toBeUndefined()
})

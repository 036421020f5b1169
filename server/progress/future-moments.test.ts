import { expect, test } from 'vitest'
import type { Progress } from './contract.ts'
import { futureFault, withoutFuture } from './future-moments.ts'

const now = Date.parse('2026-11-23T12:00:00.000Z')
const withStart = (startedOver: string): Progress => ({ version: 1, startedOver, lessons: {} })

test('what is at most a day ahead is a clock that goes fast, and stays', () => {
  const soon = withStart('2026-11-24T12:00:00.000Z')
  expect(futureFault(soon, now)).toBeUndefined()
  expect(withoutFuture(soon, now)).toBe(soon)
})

test('what is further ahead is named', () => {
  expect(futureFault(withStart('2099-01-01T00:00:00.000Z'), now)).toMatch(
    /^startedOver is "2099-01-01T00:00:00.000Z": it lies more than a day ahead/,
  )
})

test('a file of a wrong clock keeps its marks, and its "start over" no longer stands in the way', () => {
  const marks = { s: '2098-01-01T00:00:00.000Z', t: '2026-11-20T00:00:00.000Z' }
  const file: Progress = {
    ...withStart('2097-01-01T00:00:00.000Z'),
    lessons: { '04-a': { sections: marks, quizzes: {}, exercises: {} } },
  }
  const sections = { ...marks, s: '2026-11-23T12:00:00.000Z' }
  expect(withoutFuture(file, now)).toEqual({
    version: 1,
    lessons: { '04-a': { sections, quizzes: {}, exercises: {} } },
  })
})

import { expect, test } from 'vitest'
import type { LiveLesson } from '../../server/my-limiter/contract.ts'
import { firstChoice } from './first-choice.ts'

const lessons = (begun: number[]): LiveLesson[] => [
  { lesson: '04', number: 4, file: 'a.lua', shape: 'script', made: begun.includes(4) },
  { lesson: '05', number: 5, file: 'b.ts', shape: 'middleware', made: begun.includes(5) },
  { lesson: '06', number: 6, file: 'c.ts', shape: 'app', made: begun.includes(6) },
]
const at = (here: string | null, passed: Record<string, string> = {}) => ({
  here,
  passedAt: new Map(Object.entries(passed)),
})

test('beside a lesson its own exercise is offered, elsewhere the last one begun, and at first the middleware', () => {
  expect(firstChoice(lessons([5]), at('06'))).toBe('06')
  expect(firstChoice(lessons([4, 6]), at('07'))).toBe('06')
  expect(firstChoice(lessons([]), at(null))).toBe('05')
  expect(firstChoice([], at(null))).toBe('')
})

test('what was passed last comes before what was begun only, if its files are still there', () => {
  const passed = { '05': '2026-01-02T10:00:00Z', '04': '2026-01-02T11:00:00Z' }
  expect(firstChoice(lessons([4, 5, 6]), at(null, passed))).toBe('04')
  expect(firstChoice(lessons([5, 6]), at(null, passed))).toBe('05')
  expect(firstChoice(lessons([4, 5, 6]), at('05', passed))).toBe('05')
})

import { expect, test } from 'vitest'
import type { LiveLesson } from '../../server/live-code/contract.ts'
import { firstChoice } from './first-choice.ts'

const lessons = (begun: number[]): LiveLesson[] => [
  { lesson: '04', number: 4, file: 'a.lua', shape: 'script', made: begun.includes(4) },
  { lesson: '05', number: 5, file: 'b.ts', shape: 'middleware', made: begun.includes(5) },
  { lesson: '06', number: 6, file: 'c.ts', shape: 'app', made: begun.includes(6) },
]

test('beside a lesson its own exercise is offered, elsewhere the last one begun, and at first the middleware', () => {
  expect(firstChoice(lessons([5]), '06')).toBe('06')
  expect(firstChoice(lessons([4, 6]), '07')).toBe('06')
  expect(firstChoice(lessons([]), null)).toBe('05')
  expect(firstChoice([], null)).toBe('')
})

import { expect, test } from 'vitest'
import { explainedBefore } from './explained-before.ts'

test('a hint is offered where it fits first, a message said where it comes first', () => {
  const results = [
    { name: 'counts', state: 'passed', hint: 1 },
    { name: 'expires', state: 'wrong', message: 'The code throws: oh', hint: 1 },
    { name: 'repairs', state: 'wrong', message: 'The code throws: oh', hint: 1 },
    { name: 'refuses', state: 'wrong', message: 'The code throws: oh', expected: '429', hint: 2 },
  ] as const
  const of = (name: string) => explainedBefore([...results], name)
  expect(of('expires')).toEqual({ hint: false, message: false })
  expect(of('repairs')).toEqual({ hint: true, message: true })
  // What it expected is its own.
  expect(of('refuses')).toEqual({ hint: false, message: false })
})

import { expect, test } from 'vitest'
import type { CheckResult } from '../contract.ts'
import { errorsWritten, keepWritten, tellingOf, type Written } from './written.ts'

const passed: CheckResult = { name: 'passes', state: 'passed' }
const wrong: CheckResult = { name: 'fails', state: 'wrong' }
const own = (text: string, during?: string): Written => ({
  text,
  own: true,
  ...(during && { during }),
})
const others = (text: string, during?: string): Written => ({ ...own(text, during), own: false })

test('of a run that passed, what the code wrote itself is told', () => {
  const written = [others('Error: on purpose\n', 'passes'), own('count 1\n', 'passes')]
  expect(tellingOf(written, [passed])).toBe('count 1\n')
})

test('of a run that failed, what was written for the failing check and outside of any is told', () => {
  const written = [
    own('loaded\n'),
    others('Error: on purpose\n', 'passes'),
    own('count 1\n', 'passes'),
    own('count 7\n', 'fails'),
    others('TypeError: oh\n', 'fails'),
  ]
  expect(tellingOf(written, [passed, wrong])).toBe('loaded\ncount 7\nTypeError: oh\n')
})

test('when nothing was written for the failing check, the code’s own lines are told all the same', () => {
  const written = [others('Error: on purpose\n', 'passes'), own('count 1\n', 'passes')]
  expect(tellingOf(written, [passed, wrong])).toBe('count 1\n')
})

test('the same error of ten requests is told once, the same line of the code’s own each time', () => {
  const error = others('TypeError: oh\n', 'fails')
  expect(tellingOf([error, error, own('hit\nhit\n', 'fails')], [wrong])).toBe(
    'TypeError: oh\nhit\nhit\n',
  )
})

test('of a flood each check keeps the end, and leaves the others theirs', () => {
  const kept: Written[] = []
  keepWritten(kept, own('first', 'fails'), 10)
  for (let line = 0; line < 1000; line += 1) {
    keepWritten(kept, own(`${line} `, 'passes'), 10)
    keepWritten(kept, others(`${line}!`, 'passes'), 10)
  }
  const lengthOf = (name: string) =>
    kept.filter(({ during }) => during === name).reduce((sum, { text }) => sum + text.length, 0)
  expect(lengthOf('passes')).toBeLessThanOrEqual(10)
  expect(kept.at(-1)).toEqual(others('999!', 'passes'))
  expect(lengthOf('fails')).toBe(5)
})

test('an error that was written is found where the learner’s code threw it', () => {
  const stack = [
    'TypeError: oh',
    '    at inner (/modules/node_modules/other/index.js:1:1)',
    '    at keyGenerator (file:///learner/copy/app.ts:25:7)',
    '    at run (/learner/copy/app.ts:3:1)',
    'and so on',
  ].join('\n')
  expect(errorsWritten([others(`${stack}\n`, 'fails')], 'fails', '/learner/copy')).toEqual([
    { file: 'app.ts', line: 25, column: 7, message: 'TypeError: oh' },
  ])
  expect(errorsWritten([others(stack, 'passes')], 'fails', '/learner/copy')).toEqual([])
})

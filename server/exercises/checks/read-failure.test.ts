import { expect, test } from 'vitest'
import type { ExerciseFile } from '../contract.ts'
import { withContent } from '../exercise-files.ts'
import { luaFaults } from './lua-problems.ts'
import { readFailure } from './read-failure.ts'

const lua = (content: string): ExerciseFile =>
  withContent({ name: 'a.lua', content: '', version: '', language: 'lua' }, content)
const failed = (message: string, fields = {}) =>
  readFailure(
    { name: 'AssertionError', message, stack: '', ...fields },
    { folder: '/learner/copy', files: [lua('return 1')] },
  )

test('what a check measured is told, but no reading of a clock', () => {
  expect(failed('PTTL after a hit: expected -1 to be greater than 59000')).toEqual({
    state: 'wrong',
    message: 'PTTL after a hit',
    expected: 'greater than 59000',
    received: '-1',
  })
  const sentence = 'Valkey answers again, but nothing passes for 3 s'
  for (const now of ['12543.19', '1764573845120']) {
    const fields = { expected: '12542.89', received: now }
    expect(failed(`${sentence}: expected ${now} to be less than 12542.89`, fields)).toEqual({
      state: 'wrong',
      message: sentence,
    })
  }
})

test('a check that gives up on a busy machine is inconclusive', () => {
  const message = 'This machine is too busy: a request takes a second'
  expect(failed(message, { name: 'Error' })).toMatchObject({ state: 'inconclusive' })
})

test('a variable without local is found, and what only looks like one is not', () => {
  const script = [
    'local limit, window = tonumber(ARGV[1]), tonumber(ARGV[2])',
    '-- count = 1 in a comment',
    'local reply = {',
    '  allowed = 1,',
    '}',
    'for at = 1, limit do',
    '  at = at + 1',
    'end',
    'local function add(sum)',
    '  sum = sum + 1',
    'end',
    'if limit == 5 then',
    '  count = redis.call("INCR", KEYS[1])',
    'end',
    'return count',
  ]
  expect(luaFaults(lua(script.join('\n')))).toMatchObject([
    { file: 'a.lua', line: 13, message: expect.stringContaining('count is set without local') },
  ])
  expect(luaFaults(lua('local a = 1 -- return a'))).toMatchObject([{ line: 1 }])
})

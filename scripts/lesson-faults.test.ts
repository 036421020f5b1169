import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { exerciseFaults, lessonFaults } from './lesson-faults.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'workbook-lesson-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const good = {
  'lesson.mdx': 'Text\n\n<Code file="server/limiter/fixed-window.lua" region="script" />\n',
  'instructor.md': 'Five minutes.',
  'lesson.test.ts': 'export {}',
  'exercise/a.ts': '// TODO: add one\nexport const a = 1\n',
  'solution/a.ts': 'export const a = 1 + 1\n',
  'wrong/off-by-one.ts': '',
  'wrong/twice.ts': '',
}

function faultsOf(changes: Record<string, string | null>): string[] {
  write('server/limiter/fixed-window.lua', '-- region: script\nreturn 1\n-- endregion: script\n')
  for (const [file, text] of Object.entries({ ...good, ...changes })) {
    if (text !== null) write(`lessons/01-first/${file}`, text)
  }
  return lessonFaults({ root, lesson: '01-first' })
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

test('a complete lesson has no fault', () => {
  expect(faultsOf({})).toEqual([])
})

test.each([
  ['a missing instructor.md', { 'instructor.md': null }, /instructor\.md is missing/],
  ['a stray file', { 'notes.txt': '' }, /notes\.txt does not belong/],
  ['a TypeScript fence', { 'lesson.mdx': '```ts\nlet a\n```\n' }, /has a ts fence/],
  ['a Lua fence in a list', { 'lesson.mdx': '- x\n\n  ```lua\nreturn\n```\n' }, /has a lua fence/],
  [
    'a region that is not there',
    { 'lesson.mdx': '<Code file="server/limiter/fixed-window.lua" region="nope" />' },
    /has no region "nope": it has "script"/,
  ],
  ['a file that is not there', { 'lesson.mdx': '<Code file="x.ts" />' }, /x\.ts cannot be read/],
  ['a link to no lesson', { 'lesson.mdx': '[next](/lessons/02-next/)' }, /no such lesson/],
  ['an exercise without TODO', { 'exercise/a.ts': 'export const a = 1\n' }, /has no TODO/],
  [
    'a TODO in the solution',
    { 'solution/a.ts': '// TODO\nexport const a = 2' },
    /still has a TODO/,
  ],
  ['other files in the exercise', { 'exercise/b.ts': 'TODO' }, /must be the same files/],
  ['no hole', { 'solution/a.ts': 'export const a = 1\n' }, /do not differ/],
  [
    'a large hole',
    { 'solution/a.ts': 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n' },
    /differs .* by 11 lines/,
  ],
  ['one classic mistake only', { 'wrong/twice.ts': null }, /at least two classic mistakes/],
])('%s is named', (_, changes: Record<string, string | null>, message) => {
  const faults = faultsOf(changes)
  expect(faults).toHaveLength(1)
  expect(faults[0]).toMatch(message)
})

test('an exercise that passes untouched is a fault, so is one that crashes', () => {
  const failure = { name: 'counts', why: 'expected 1 to be 2', file: '', error: 'AssertionError' }
  expect(exerciseFaults([failure])).toEqual([])
  expect(exerciseFaults([])).toEqual([expect.stringContaining('nothing left to do')])
  expect(exerciseFaults([failure, { ...failure, error: 'TypeError' }])).toEqual([
    expect.stringContaining('ends in TypeError'),
  ])
})

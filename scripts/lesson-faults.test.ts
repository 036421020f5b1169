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

const frontMatter = '---\ntitle: T\nsummary: S\nminutes: 5\nobjectives: [o]\n---\n\n'

const good = {
  'lesson.mdx': 'FRONTText\n\n<Code file="server/limiter/fixed-window.lua" region="script" />\n',
  'instructor.md':
    '# A\n\n**Time:** 5 minutes\n\n| Minutes | What |\n|---|---|\n\n## What goes wrong\n\nx\n\n## A question to check\n\ny\n',
  'hints.md': '## Hint 1\n\nx\n\n## Hint 2\n\ny\n',
  'wrong.test.ts':
    "import './exercise/a.ts'\nimport './wrong/off-by-one.ts'\nimport './wrong/twice.ts'\n",
  'lesson.test.ts': 'export {}',
  'exercise/a.ts': '// TODO: add one\nexport const a = 1\n',
  'solution/a.ts': 'export const a = 1 + 1\n',
  'wrong/off-by-one.ts': '',
  'wrong/twice.ts': '',
}

const looksUp = {
  'wrong.test.ts': "import './exercise/a.ts'\nimport './wrong/off-by-one.ts'\nwrong('twice')\n",
}

function patchOf(line: string): string {
  return `Wrong: twice.\n\n--- solution/a.ts\n+++ wrong/twice.ts\n@@ -1,1 +1,1 @@\n-${line}\n+export const a = 4\n`
}

function faultsOf(changes: Record<string, string | null>): string[] {
  write('server/limiter/fixed-window.lua', '-- region: script\nreturn 1\n-- endregion: script\n')
  for (const [file, text] of Object.entries({ ...good, ...changes })) {
    if (text !== null) write(`lessons/01-first/${file}`, text.replace('FRONT', frontMatter))
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

test('a mistake may be a patch of the solution', () => {
  const patch = patchOf('export const a = 1 + 1')
  expect(faultsOf({ 'wrong/twice.ts': null, 'wrong/twice.patch': patch, ...looksUp })).toEqual([])
})

test.each([
  ['a missing instructor.md', { 'instructor.md': null }, /instructor\.md is missing/],
  [
    'a mount.ts that names a file which the exercise lacks',
    { 'mount.ts': "export const mount = {\n  file: 'b.ts',\n}\n" },
    /mount\.ts names b\.ts, which is not in exercise/,
  ],
  ['a mount.ts without a file', { 'mount.ts': 'export const mount = {}' }, /names no file/],
  ['a stray file', { 'notes.txt': '' }, /notes\.txt does not belong/],
  ['a TypeScript fence', { 'lesson.mdx': 'FRONT```ts\nlet a\n```\n' }, /has a ts fence/],
  [
    'a Lua fence in a list',
    { 'lesson.mdx': 'FRONT- x\n\n  ```lua\nreturn\n```\n' },
    /has a lua fence/,
  ],
  [
    'a region that is not there',
    { 'lesson.mdx': 'FRONT<Code file="server/limiter/fixed-window.lua" region="nope" />' },
    /has no region "nope": it has "script"/,
  ],
  [
    'a file that is not there',
    { 'lesson.mdx': 'FRONT<Code file="x.ts" />' },
    /x\.ts cannot be read/,
  ],
  ['missing front matter', { 'lesson.mdx': 'Text' }, /has no front matter/],
  ['a TODO in the text', { 'lesson.mdx': 'FRONTTODO: write' }, /lesson\.mdx:8 still has a TODO/],
  ['a left-over of an editor', { 'guide/a.ts~': '' }, /guide\/a\.ts~ is a left-over/],
  ['a picture among the code', { 'guide/x.png': '' }, /guide\/x\.png is no code/],
  ['no hints', { 'hints.md': null }, /hints\.md is missing/],
  ['a single hint', { 'hints.md': '## Hint 1\n\nx\n' }, /has 1 hint; at least 2/],
  [
    'a hint without words',
    { 'hints.md': '## Hint 1\n\n## Hint 2\n\ny\n' },
    /nothing under "Hint 1"/,
  ],
  [
    'a check that no hint is for',
    { 'checks.ts': "export const checks: Checks = {\n  'it adds': adds,\n}\n" },
    /no hint for the check "it adds"/,
  ],
  [
    'a hint for a check that is not there',
    { 'hints.md': '## Hint 1 (it flies)\n\nx\n\n## Hint 2\n\ny\n' },
    /a hint for the check "it flies", which checks\.ts does not have/,
  ],
  [
    'hints out of order',
    { 'hints.md': '## Hint 1\n\nx\n\n## Hint 3\n\ny\n' },
    /"Hint 3" where "Hint 2" is expected/,
  ],
  [
    'a known mistake that no test runs',
    { 'wrong/third.ts': '' },
    /wrong\/third\.ts is not in wrong\.test\.ts/,
  ],
  [
    'a patch that no test runs',
    { 'wrong/third.patch': patchOf('export const a = 1 + 1') },
    /wrong\/third\.patch is not in wrong\.test\.ts/,
  ],
  [
    'a patch that no longer fits the solution',
    { 'wrong/twice.ts': null, 'wrong/twice.patch': patchOf('export const a = 3'), ...looksUp },
    /twice\.patch no longer fits solution\/a\.ts/,
  ],
  [
    'a patch that names no file',
    { 'wrong/twice.ts': null, 'wrong/twice.patch': 'a\n', ...looksUp },
    /twice\.patch has no line like "--- solution\//,
  ],
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

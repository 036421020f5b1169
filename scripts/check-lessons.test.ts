// The course's check on a checkout in which something is wrong: each must stop it. A small course, on a real run.
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const lesson = 'lessons/01-adding'
let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'course-'))
  for (const part of [
    'web',
    'server',
    'scripts',
    'tsconfig.json',
    'vitest.config.ts',
    'package.json',
  ]) {
    cpSync(part, join(root, part), { recursive: true })
  }
  symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'))
  if (existsSync('.valkey')) symlinkSync(join(process.cwd(), '.valkey'), join(root, '.valkey'))
  mkdirSync(join(root, 'lessons'))
  cpSync('lessons/wrong-variants.ts', join(root, 'lessons/wrong-variants.ts'))
  run(['scripts/new-lesson.mjs', '--root', root, 'Adding'])
  for (const file of ['lesson.mdx', 'instructor.md', 'hints.md']) {
    change(file, 'TODO: ', 'Done ')
  }
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function run(args: string[]) {
  const env = { ...process.env, TEST_REPORT: '', TEST_QUICK: '', LESSON_SUBJECT: undefined }
  return spawnSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' })
}

function check(...flags: string[]) {
  const { status, stdout } = run(['--import', 'tsx', 'scripts/check-lessons.ts', ...flags])
  return {
    status,
    faults: stdout
      .split('\n')
      .filter((line) => /^(✗| {4})/.test(line))
      .join('\n'),
  }
}

function change(file: string, from: string, to: string): void {
  const path = join(root, lesson, file)
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(from, to))
}

test('a course without a fault passes', () => {
  expect(check('--read-only')).toEqual({ status: 0, faults: '' })
}, 120_000)

test.each([
  [
    'a wrong word in a region name',
    'lesson.mdx',
    'region="add"',
    'region="ad"',
    'has no region "ad": it has "add"',
  ],
  [
    'a broken link',
    'lesson.mdx',
    '## Your turn',
    '[x](/lessons/02-none/)\n\n## Your turn',
    'there is no such page',
  ],
  ['a misspelt word', 'hints.md', 'Done ', 'Dnoe ', 'has the word "Dnoe"'],
  ['a wrong prop', 'lesson.mdx', 'measure="allowed"', 'measure="alowed"', 'alowed'],
])(
  '%s stops it',
  (_, file, from, to, words) => {
    change(file, from, to)
    const { status, faults } = check('--read-only')
    expect(faults).toContain(words)
    expect(status).toBe(1)
  },
  120_000,
)

// A run on a named Valkey empties it at its end, which would be the one that other tests are using.
const named = Boolean(process.env.TEST_VALKEY_HOST)

test.skipIf(named)(
  'a solved exercise and a weak check stop it, and the message says which',
  () => {
    cpSync(join(root, lesson), join(root, 'lessons/02-weak'), { recursive: true })
    const weak = join(root, 'lessons/02-weak')
    for (const file of ['lesson.mdx']) {
      const path = join(weak, file)
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('01-adding', '02-weak'))
    }
    const checks = join(weak, 'checks.ts')
    writeFileSync(checks, readFileSync(checks, 'utf8').replace('.toBe(5)', '.toBeGreaterThan(1)'))
    // Still different from the solution in its text, so that only running it can tell.
    change(
      'exercise/add.ts',
      'second === 0 ? first : first',
      'second === 0 ? first : first + second',
    )
    const { status, faults } = check()
    expect(faults).toMatch(
      /✗ 01-adding: its untouched exercise fails on an assertion\n.*nothing left to do/,
    )
    expect(faults).toMatch(
      /✗ 02-weak: its solution passes and its known mistakes are caught\n.*forgetting the second number is caught/,
    )
    expect(status).toBe(1)
  },
  300_000,
)

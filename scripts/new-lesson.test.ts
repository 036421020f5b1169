import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { linkFaults, readLinkTargets } from './lesson-checks/link-faults.ts'
import { tagFaults } from './lesson-checks/tag-types.ts'
import { lessonFaults } from './lesson-faults.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'new-lesson-'))
  mkdirSync(join(root, 'lessons'))
})
afterEach(() => rmSync(root, { recursive: true }))

function newLesson(...args: string[]) {
  const all = ['scripts/new-lesson.mjs', '--root', root, ...args]
  return spawnSync(process.execPath, all, { encoding: 'utf8' })
}

test('a new lesson passes the check of its folder but for its TODOs', () => {
  mkdirSync(join(root, 'lessons/12-last'))
  expect(newLesson('Whose limit? Keys & şaka').stdout).toContain(
    'lessons/13-whose-limit-keys-saka/',
  )
  const lesson = '13-whose-limit-keys-saka'
  const faults = lessonFaults({ root, lesson })
  expect(faults.length).toBeGreaterThan(5)
  expect(faults.filter((fault) => !fault.includes('still has a TODO'))).toEqual([])
})

test('its links and tags hold', async () => {
  for (const part of ['web', 'server', 'tsconfig.json'])
    cpSync(part, join(root, part), { recursive: true })
  symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'))
  newLesson('Keys')
  const lesson = '01-keys'
  expect(linkFaults({ root, lesson, targets: await readLinkTargets(root) })).toEqual([])
  expect((await tagFaults({ root, lessons: [lesson] })).get(lesson)).toEqual([])
}, 60_000)

test('a lesson without code has the text and the notes', () => {
  newLesson('Questions', '--no-exercise', '--number', '7')
  const folder = join(root, 'lessons/07-questions')
  expect(readdirSync(folder).sort()).toEqual(['instructor.md', 'lesson.mdx'])
  const faults = lessonFaults({ root, lesson: '07-questions' })
  expect(faults.filter((fault) => !fault.includes('still has a TODO'))).toEqual([])
})

/** A course of three lessons, the last of which is the summary, and texts that name them. */
function writeCourse(): void {
  write('lessons/01-keys/lesson.mdx', '---\ntitle: Keys\n---\n[lesson 2](/lessons/02-windows/)\n')
  write('lessons/02-windows/lesson.mdx', '---\ntitle: Windows of time\n---\n')
  write('lessons/02-windows/exercise/a.ts', '// As in lesson 1.\n')
  write('lessons/03-summary/lesson.mdx', '---\ntitle: Summary\n---\nLessons 1, 2 and 3.\n')
  write('web/labs/labs.ts', "lessons: ['02-windows', '03-summary', '02-windows-more']\n")
  write('README.md', 'Lesson 2 has 2.5 MB, lessons 1 to 3 have 10% of it, and Exercise 2 none.\n')
  write('package-lock.json', '"02-windows"\n')
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

const textOf = (path: string) => readFileSync(join(root, path), 'utf8')
const folders = () => readdirSync(join(root, 'lessons')).sort()

test('--after puts a lesson between two others, and what names the later ones follows', () => {
  writeCourse()
  const { stdout, status } = newLesson('Buckets', '--after', '1')
  expect(status).toBe(0)
  expect(stdout).toContain('lessons/02-windows is now lessons/03-windows')
  expect(folders()).toEqual(['01-keys', '02-buckets', '03-windows', '04-summary'])
  expect(textOf('lessons/01-keys/lesson.mdx')).toContain('[lesson 3](/lessons/03-windows/)')
  expect(textOf('lessons/03-windows/exercise/a.ts')).toBe('// As in lesson 1.\n')
  expect(textOf('lessons/04-summary/lesson.mdx')).toContain('Lessons 1, 3 and 4.')
  expect(textOf('web/labs/labs.ts')).toBe(
    "lessons: ['03-windows', '04-summary', '02-windows-more']\n",
  )
  expect(textOf('README.md')).toBe(
    'Lesson 3 has 2.5 MB, lessons 1 to 4 have 10% of it, and Exercise 3 none.\n',
  )
  expect(textOf('package-lock.json')).toBe('"02-windows"\n')
})

test('without a place it goes in front of the summary, and after the summary when asked', () => {
  writeCourse()
  newLesson('Buckets')
  expect(folders()).toEqual(['01-keys', '02-windows', '03-buckets', '04-summary'])
  newLesson('Farewell', '--after', 'summary')
  newLesson('Hello', '--after', '0')
  expect(folders()).toEqual([
    '01-hello',
    '02-keys',
    '03-windows',
    '04-buckets',
    '05-summary',
    '06-farewell',
  ])
})

test('only the lessons up to the next gap move', () => {
  for (const folder of ['01-a', '02-b', '05-c']) write(`lessons/${folder}/lesson.mdx`, '')
  newLesson('New', '--after', '1')
  expect(folders()).toEqual(['01-a', '02-new', '03-b', '05-c'])
  expect(newLesson('--renumber').status).toBe(0)
  expect(folders()).toEqual(['01-a', '02-new', '03-b', '04-c'])
  expect(newLesson('--renumber').stdout).toContain('in this order already')
})

test('--move puts a lesson elsewhere, and two that change places lose nothing', () => {
  writeCourse()
  newLesson('--move', '2', '--after', '0')
  expect(folders()).toEqual(['01-windows', '02-keys', '03-summary'])
  expect(textOf('lessons/02-keys/lesson.mdx')).toContain('[lesson 1](/lessons/01-windows/)')
  expect(textOf('lessons/01-windows/exercise/a.ts')).toBe('// As in lesson 2.\n')
})

test('--dry-run shows what would change, and changes nothing', () => {
  writeCourse()
  const { stdout } = newLesson('Buckets', '--after', '1', '--dry-run')
  expect(stdout).toContain('lessons/02-windows becomes lessons/03-windows')
  expect(stdout).toContain('web/labs/labs.ts')
  expect(stdout).toContain('Would make lessons/02-buckets/')
  expect(folders()).toEqual(['01-keys', '02-windows', '03-summary'])
  expect(textOf('web/labs/labs.ts')).toContain("'02-windows'")
})

test('changes that are not committed are only a warning, and files that git ignores stay as they are', () => {
  writeCourse()
  write('.gitignore', 'workspace\n')
  write('workspace/02-windows/a.ts', '// mine, of lesson 2\n')
  spawnSync('git', ['init', '--quiet'], { cwd: root })
  const { status, stderr } = newLesson('Buckets', '--after', '1')
  expect([status, stderr]).toEqual([0, expect.stringContaining('changes that are not committed')])
  expect(folders()).toContain('03-windows')
  expect(textOf('workspace/02-windows/a.ts')).toBe('// mine, of lesson 2\n')
})

test.each([
  [['Keys'], 'lessons/01-keys has this title already'],
  [['windows of TIME'], 'lessons/02-windows has this title already'],
  [['New', '--after', '9'], 'There is no lesson "9". The lessons are 01-keys, 02-windows'],
  [['New', '--after', '1', '--number', '9'], 'Use --number or --after'],
  [['--move', '2'], 'Where to?'],
  [['--move', '2', '--after', '2'], 'There is no lesson "2"'],
  [['New', '--renumber'], 'leave the rest out'],
])('%j is refused, and nothing changes', (args, sentence) => {
  writeCourse()
  const { status, stderr } = newLesson(...args)
  expect([status, stderr]).toEqual([1, expect.stringContaining(sentence)])
  expect(folders()).toEqual(['01-keys', '02-windows', '03-summary'])
})

test('the number after 99 is refused', () => {
  write('lessons/99-last/lesson.mdx', '')
  expect(newLesson('New').stderr).toContain('Lessons have the numbers 1 to 99')
  expect(newLesson('New', '--after', '0').status).toBe(0)
  expect(folders()).toEqual(['01-new', '99-last'])
})

test('a number that is taken is refused, and nothing is made', () => {
  newLesson('Keys', '--number', '4')
  const { status, stderr } = newLesson('Other', '--number', '4')
  expect(status).toBe(1)
  expect(stderr).toContain('Number 04 is taken by lessons/04-keys')
  expect(existsSync(join(root, 'lessons/04-other'))).toBe(false)
})

import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

test('a number that is taken is refused, and nothing is made', () => {
  newLesson('Keys', '--number', '4')
  const { status, stderr } = newLesson('Other', '--number', '4')
  expect(status).toBe(1)
  expect(stderr).toContain('Number 04 is taken by lessons/04-keys')
  expect(existsSync(join(root, 'lessons/04-other'))).toBe(false)
})

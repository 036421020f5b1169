// Somebody edits lessons/…/exercise/ in place of their copy. In a checkout of its own, with a real Git.
import { execFileSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createProgressFile } from '../progress/progress-file.ts'
import { openExercises } from './exercises.ts'

const lesson = '04-atomic-counter'
let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'original-'))
  cpSync(`lessons/${lesson}`, join(root, 'lessons', lesson), { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true }))

const git = (...args: string[]) => execFileSync('git', ['-C', root, ...args], { stdio: 'ignore' })
const original = () => join(root, 'lessons', lesson, 'exercise')

function open() {
  const log = () => undefined
  const { exercises } = openExercises({
    root,
    workspace: 'workspace',
    openValkey: () => Promise.reject(new Error('Nothing is checked here.')),
    progress: createProgressFile({ path: join(root, 'progress.json'), log }),
    log,
  })
  const [only] = exercises.lessons
  if (!only) throw new Error('There is no exercise.')
  return {
    warnings: async () => (await exercises.copy(only)).warnings,
    edited: async () => (await exercises.detail(only)).editedOriginal,
    close: () => exercises.close(),
  }
}

test('an edit in exercise/ is noticed, and is over when it is taken back', async () => {
  git('init')
  git('add', '.')
  git('-c', 'user.name=A', '-c', 'user.email=a@localhost', 'commit', '-m', 'The course')
  const { warnings, edited, close } = open()
  expect(await warnings()).toEqual([])
  appendFileSync(join(original(), 'fixed-window.lua'), '-- mine\n')
  writeFileSync(join(original(), 'notes.txt'), 'mine')
  expect(await edited()).toEqual(['fixed-window.lua', 'notes.txt'])
  const [warning, ...more] = await warnings()
  expect(more).toEqual([])
  expect(warning).toContain('fixed-window.lua, notes.txt were changed in it')
  expect(warning).toContain(`Your copy is workspace/${lesson}/`)
  git('checkout', `lessons/${lesson}/exercise`)
  rmSync(join(original(), 'notes.txt'))
  expect(await edited()).toEqual([])
  expect(await warnings()).toEqual([])
  await close()
})

test('where there is no Git nothing is claimed', async () => {
  const { warnings, close } = open()
  appendFileSync(join(original(), 'fixed-window.lua'), '-- mine\n')
  expect(await warnings()).toEqual([])
  await close()
})

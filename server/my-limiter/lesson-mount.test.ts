import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readLiveExercises } from './lesson-mount.ts'

let lessons = ''
beforeEach(() => {
  lessons = mkdtempSync(join(tmpdir(), 'mounts-'))
})
afterEach(() => rmSync(lessons, { recursive: true }))

function writeMount(lesson: string, text: string): void {
  mkdirSync(join(lessons, lesson))
  writeFileSync(join(lessons, lesson, 'mount.ts'), text)
}

test('each lesson with a mount.ts can go live, whatever its number and name', async () => {
  writeMount('42-keys', `export const mount = { shape: 'script', file: 'keys.lua' }`)
  writeMount('07-apps', `export const mount = { shape: 'app', file: 'app.ts', note: 'Hello.' }`)
  mkdirSync(join(lessons, '08-text-only'))
  expect(await readLiveExercises(lessons)).toEqual([
    {
      lesson: '07-apps',
      number: 7,
      file: 'app.ts',
      shape: 'app',
      note: 'Hello.',
      mountFile: join(lessons, '07-apps/mount.ts'),
    },
    {
      lesson: '42-keys',
      number: 42,
      file: 'keys.lua',
      shape: 'script',
      mountFile: join(lessons, '42-keys/mount.ts'),
    },
  ])
})

test('a mount.ts without a mount is reported with its path', async () => {
  writeMount('07-apps', `export const other = {}`)
  await expect(readLiveExercises(lessons)).rejects.toThrow(/07-apps\/mount\.ts must export "mount"/)
})

test('the server knows no lesson by its number or name', () => {
  const files = execFileSync('git', ['ls-files', 'server'], { encoding: 'utf8' })
    .split('\n')
    .filter((file) => /\.(ts|mjs|lua)$/.test(file))
    .filter((file) => !/\.test\.ts$|^server\/testing\//.test(file))
  const names = execFileSync('git', ['ls-files', 'lessons'], { encoding: 'utf8' }).match(
    /(?<=^lessons\/)\d\d-[a-z0-9-]+/gm,
  )
  const named = new RegExp(`${[...new Set(names)].join('|')}|\\blessons? \\d`, 'i')
  const found = files.filter((file) => named.test(readFileSync(file, 'utf8')))
  expect(found).toEqual([])
  expect(files.length).toBeGreaterThan(100)
})

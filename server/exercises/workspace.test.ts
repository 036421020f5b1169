// What a learner is told on a disk that takes nothing more, and where their copy is then.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findExercise, lessonsWithExercises } from './lessons-with-exercises.ts'
import { openWorkspace } from './workspace.ts'

const root = process.cwd()
const lesson = '04-atomic-counter'
const given = findExercise(lesson, lessonsWithExercises(root))
if (!given) throw new Error(`There is no exercise ${lesson}.`)
let disk = ''
let mounted = false

/** A disk of 64 KB, which only root may mount. */
beforeEach(() => {
  disk = mkdtempSync(join(tmpdir(), 'small-disk-'))
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk])
  mounted = status === 0
})
afterEach(() => {
  if (mounted) spawnSync('umount', [disk])
  rmSync(disk, { recursive: true })
})

function fill(): void {
  const bytes = Buffer.alloc(4096, 'x')
  for (let count = 0; ; count += 1) {
    try {
      writeFileSync(join(disk, `filler-${count}`), bytes)
    } catch {
      return
    }
  }
}

test('on a full disk nothing is lost: not by a save, and not by a reset', async ({ skip }) => {
  if (!mounted) skip('A small disk can only be mounted by root, on Linux.')
  const workspace = openWorkspace({ root, folder: disk })
  await workspace.make(given)
  const copy = join(disk, lesson)
  const [file] = (await workspace.read(given)).files
  if (!file) throw new Error('The copy has no file.')
  writeFileSync(join(copy, file.name), '-- mine')
  fill()
  const current = await workspace.readFile(given, file.name)
  const change = { content: 'x'.repeat(20_000), basedOn: current.version }
  await expect(workspace.save(given, file.name, change)).rejects.toThrow(
    `${file.name} cannot be saved: the disk is full. Make room, then try again.`,
  )
  await expect(workspace.reset(given)).rejects.toThrow(
    /cannot be reset\. Your copy is still there, unchanged: the disk is full\./,
  )
  expect(readFileSync(join(copy, file.name), 'utf8')).toBe('-- mine')
  expect(readdirSync(copy)).toEqual([file.name])
})

test('on a read-only disk a reset says so, and the copy stays', async ({ skip }) => {
  if (!mounted) skip('A small disk can only be mounted by root, on Linux.')
  const workspace = openWorkspace({ root, folder: disk })
  await workspace.make(given)
  expect(spawnSync('mount', ['-o', 'remount,ro', disk]).status).toBe(0)
  await expect(workspace.reset(given)).rejects.toThrow(
    /Your copy is still there, unchanged: the disk is read-only\. Set WORKSPACE to a folder/,
  )
  expect((await workspace.read(given)).files).toHaveLength(1)
})

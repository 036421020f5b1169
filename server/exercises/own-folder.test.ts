import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeOwnFolder } from './own-folder.ts'

let place = ''
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'own-folder-'))
})
afterEach(() => rmSync(place, { recursive: true }))

test('what a killed process left behind goes at the next start, and nothing else', () => {
  const { pid: gone } = spawnSync(process.execPath, ['-e', ''])
  const left = join(place, `lua-exercises-${gone}-a1B2c3`)
  mkdirSync(left)
  writeFileSync(join(left, 'script.lua'), 'return 1')
  const others = [
    `lua-exercises-${process.ppid}-a1B2c3`,
    `types-${gone}-a1B2c3`,
    `lua-exercises-${gone}-notes`,
    'lua-exercises-a1B2c3',
  ]
  for (const name of others) mkdirSync(join(place, name))
  const own = makeOwnFolder('lua-exercises', place)
  expect(existsSync(left)).toBe(false)
  expect(readdirSync(place).sort()).toEqual([...others, basename(own)].sort())
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readRegion } from './regions.ts'

const root = mkdtempSync(join(tmpdir(), 'regions-'))
afterAll(() => rmSync(root, { recursive: true }))

function write(file: string, ...lines: string[]): string {
  writeFileSync(join(root, file), lines.join('\n'))
  return file
}

test('a region is the lines between its markers, without their common indentation', () => {
  const file = write(
    'indented.ts',
    'before()',
    '  // region: inner',
    '  if (yes) {',
    '    go()',
    '',
    '  }',
    '  // endregion: inner',
    'after()',
  )
  expect(readRegion({ root, file, region: 'inner' })).toEqual({
    text: 'if (yes) {\n  go()\n\n}',
    lineNumbers: [3, 4, 5, 6],
  })
})

test('regions may overlap; markers never show and their line numbers are skipped', () => {
  const file = write(
    'overlap.lua',
    '-- region: a',
    'local one = 1',
    '-- region: b',
    'local two = 2',
    '-- endregion: a',
    'local three = 3',
    '-- endregion: b',
  )
  expect(readRegion({ root, file, region: 'a' })).toEqual({
    text: 'local one = 1\nlocal two = 2',
    lineNumbers: [2, 4],
  })
  expect(readRegion({ root, file, region: 'b' })).toEqual({
    text: 'local two = 2\nlocal three = 3',
    lineNumbers: [4, 6],
  })
})

test('without a region the whole file is shown, without its markers and outer blank lines', () => {
  const file = write('whole.ts', '', '// region: a', 'one()', '// endregion: a', 'two()', '')
  expect(readRegion({ root, file })).toEqual({ text: 'one()\ntwo()', lineNumbers: [3, 5] })
})

test('a comment that only speaks of a region is no marker', () => {
  const file = write('talk.ts', '// the region: far away', 'go()')
  expect(readRegion({ root, file }).text).toBe('// the region: far away\ngo()')
})

test('a missing region is named with the regions that exist', () => {
  const file = write('some.ts', '// region: a', 'x()', '// endregion: a')
  expect(() => readRegion({ root, file, region: 'b' })).toThrow(
    'some.ts has no region "b": it has "a"',
  )
  const none = write('none.ts', 'x()')
  expect(() => readRegion({ root, file: none, region: 'b' })).toThrow(
    'none.ts has no region "b": it has no regions',
  )
})

test('a region that is never closed, never opened or opened twice is named with its line', () => {
  const unclosed = write('unclosed.ts', 'x()', '// region: a', 'y()')
  expect(() => readRegion({ root, file: unclosed })).toThrow(
    'unclosed.ts:2 opens region "a" and never closes it',
  )
  const unopened = write('unopened.ts', 'x()', '// endregion: a')
  expect(() => readRegion({ root, file: unopened })).toThrow(
    'unopened.ts:2 closes region "a", which is not open',
  )
  const twice = write('twice.lua', '-- region: a', '-- endregion: a', '-- region: a')
  expect(() => readRegion({ root, file: twice })).toThrow(
    'twice.lua:3 opens region "a" a second time',
  )
})

test('an empty region, a missing file and a file outside the root are refused', () => {
  const file = write('empty.ts', '// region: a', '', '// endregion: a')
  expect(() => readRegion({ root, file, region: 'a' })).toThrow(
    'region "a" of empty.ts is empty: there is nothing to show',
  )
  expect(() => readRegion({ root, file: 'gone.ts' })).toThrow(
    "gone.ts cannot be read: name a file from the repository's root",
  )
  expect(() => readRegion({ root, file: '../etc/passwd' })).toThrow(
    '../etc/passwd is outside the repository',
  )
})

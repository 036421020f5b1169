import { expect, test } from 'vitest'
import {
  bringBack,
  diskChanged,
  inConflict,
  keepMine,
  openFile,
  saved,
  shownText,
  takeFile,
  typeInto,
} from './file-state.ts'

const first = { content: 'return 1', version: 'v1' }
const second = { content: 'return 2', version: 'v2' }
const opened = openFile({ name: 'a.lua', language: 'lua', ...first })

test('without an edit the editor shows what is on disk, as it changes', () => {
  expect(shownText(opened)).toBe('return 1')
  const changed = diskChanged(opened, second)
  expect(shownText(changed)).toBe('return 2')
  expect(inConflict(changed)).toBe(false)
})

test('an edit is shown, and is none when it says what is on disk again', () => {
  const typed = typeInto(opened, 'return 3')
  expect(shownText(typed)).toBe('return 3')
  expect(typed.edit).toEqual({ content: 'return 3', basedOn: 'v1' })
  expect(typeInto(typed, 'return 1').edit).toBeNull()
})

test('the disk changes under an edit: both are kept, and it is a conflict until one is chosen', () => {
  const both = diskChanged(typeInto(opened, 'mine'), second)
  expect(inConflict(both)).toBe(true)
  expect(shownText(both)).toBe('mine')
  expect(both.disk).toEqual(second)
  // Typing on does not settle it.
  expect(inConflict(typeInto(both, 'mine, longer'))).toBe(true)
})

test('mine is kept: the next save is based on the file, whose text can still be brought back', () => {
  const mine = keepMine(diskChanged(typeInto(opened, 'mine'), second))
  expect(inConflict(mine)).toBe(false)
  expect(mine.edit).toEqual({ content: 'mine', basedOn: 'v2' })
  const undone = bringBack(mine)
  expect(shownText(undone)).toBe('return 2')
  expect(undone.edit).toBeNull()
})

test('the file is taken: the edit is put aside and can be brought back', () => {
  const taken = takeFile(diskChanged(typeInto(opened, 'mine'), second))
  expect(shownText(taken)).toBe('return 2')
  expect(inConflict(taken)).toBe(false)
  const back = bringBack(taken)
  expect(shownText(back)).toBe('mine')
  expect(inConflict(back)).toBe(false)
})

test('the same text from both sides is no conflict', () => {
  const both = diskChanged(typeInto(opened, second.content), second)
  expect(both.edit).toBeNull()
  expect(inConflict(both)).toBe(false)
})

test('what was typed while a save was on its way is an edit of what was saved', () => {
  const typed = typeInto(typeInto(opened, 'return 2'), 'return 2 -- and more')
  const done = saved(typed, second)
  expect(done.edit).toEqual({ content: 'return 2 -- and more', basedOn: 'v2' })
  expect(inConflict(done)).toBe(false)
  expect(saved(typeInto(opened, 'return 2'), second).edit).toBeNull()
})

test('a file that was deleted leaves the edit, which can be saved as a new file but not given up', () => {
  const gone = diskChanged(typeInto(opened, 'mine'), null)
  expect(shownText(gone)).toBe('mine')
  expect(inConflict(gone)).toBe(true)
  expect(takeFile(gone)).toBe(gone)
  expect(keepMine(gone).edit).toEqual({ content: 'mine', basedOn: '' })
})

test('news that says nothing new leaves the very same file', () => {
  expect(diskChanged(opened, { ...first })).toBe(opened)
})

import { expect, test } from 'vitest'
import { createKeyReader, type Press, shortcuts } from './shortcuts.ts'

const press = (key: string, held: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  ...held,
})
const single = { single: true, at: 0 }

test('Ctrl+K and ⌘K open the palette, while typing too', () => {
  const read = createKeyReader()
  expect(read(press('k', { ctrlKey: true }), { single: false, at: 0 })).toBe('palette')
  expect(read(press('K', { metaKey: true }), { single: false, at: 0 })).toBe('palette')
})

test('a single key counts only where nobody types', () => {
  const read = createKeyReader()
  expect(read(press('s'), single)).toBe('send')
  expect(read(press('s'), { single: false, at: 0 })).toBeNull()
})

test('g then l goes to the lessons; too late, or with another key between, it does not', () => {
  const read = createKeyReader()
  expect(read(press('g'), single)).toBeNull()
  expect(read(press('l'), { single: true, at: 1000 })).toBe('lessons')
  read(press('g'), single)
  expect(read(press('l'), { single: true, at: 5000 })).toBeNull()
  read(press('g'), single)
  read(press('x'), single)
  expect(read(press('l'), single)).toBeNull()
})

test('after g, s is the start page and sends nothing', () => {
  const read = createKeyReader()
  read(press('g'), single)
  expect(read(press('s'), single)).toBe('start')
})

test('the browser keeps its own: Ctrl+S, Alt+B, and a key that is held down', () => {
  const read = createKeyReader()
  expect(read(press('s', { ctrlKey: true }), single)).toBeNull()
  expect(read(press('b', { altKey: true }), single)).toBeNull()
  expect(read(press('s', { repeat: true }), single)).toBeNull()
})

test('no two commands share their keys, and no single key begins a pair', () => {
  const all = shortcuts.map(({ keys }) => keys.join(' '))
  expect(new Set(all).size).toBe(all.length)
  const firsts = shortcuts.flatMap(({ keys }) => (keys.length === 2 ? keys[0] : []))
  for (const { keys } of shortcuts) if (keys.length === 1) expect(firsts).not.toContain(keys[0])
})

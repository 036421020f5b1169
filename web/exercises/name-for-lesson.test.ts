import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepHints, readHints } from './kept-hints.ts'
import { keepScript, readScript } from './lua/useLuaExercise.ts'

const kept = new Map<string, string>()
beforeEach(() =>
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
    key: (at: number) => [...kept.keys()][at] ?? null,
    get length() {
      return kept.size
    },
  }),
)
afterEach(() => {
  vi.unstubAllGlobals()
  kept.clear()
})

test('what was kept of a lesson is still there when the lesson has another number', () => {
  keepHints('12-keys', [1, 2])
  expect(readHints('13-keys')).toEqual([1, 2])
  expect(readHints('12-other')).toEqual([])
})

test('what an earlier version kept under the whole name is taken over, of each kind by itself', () => {
  kept.set('workbook:exercise-hints:12-keys', '1')
  kept.set('workbook:lua-exercise:ada:12-keys', 'return 1')
  kept.set('workbook:lua-exercise:bob:12-keys', 'return 2')
  kept.set('workbook:keys', 'something else')
  expect(readHints('13-keys')).toEqual([1])
  expect(readScript('ada', '13-keys')).toBe('return 1')
  keepScript('ada', '13-keys', null)
  expect(readScript('ada', '13-keys')).toBeNull()
  expect(readScript('bob', '13-keys')).toBe('return 2')
  expect(kept.get('workbook:keys')).toBe('something else')
})

test('without storage nothing is kept and nothing breaks', () => {
  vi.stubGlobal('localStorage', undefined)
  keepHints('12-keys', [1])
  expect(readHints('12-keys')).toEqual([])
})

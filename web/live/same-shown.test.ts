import { expect, test } from 'vitest'
import { sameShown } from './same-shown.ts'

test('objects that hold the same are drawn alike', () => {
  const keys = {}
  expect(sameShown({ count: 1, keys }, { count: 1, keys })).toBe(true)
  expect(sameShown([keys], [keys])).toBe(true)
  expect(sameShown(Number.NaN, Number.NaN)).toBe(true)
})

test('objects that differ in a value or a name are not', () => {
  expect(sameShown({ count: 1 }, { count: 2 })).toBe(false)
  expect(sameShown({ count: 1 }, { count: 1, over: 0 })).toBe(false)
  expect(sameShown({ count: undefined }, { over: undefined })).toBe(false)
  expect(sameShown({ keys: {} }, { keys: {} })).toBe(false)
  expect(sameShown(null, {})).toBe(false)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changeBetween } from './change-between.ts'

test('only what lies between the common beginning and the common end', () => {
  expect(changeBetween('one two three', 'one 2 three')).toEqual({ from: 4, to: 7, insert: '2' })
  expect(changeBetween('aa', 'aaa')).toEqual({ from: 2, to: 2, insert: 'a' })
})

test('applied to the one text it gives the other', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '😀') })
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { from, to, insert } = changeBetween(before, after)
      expect(before.slice(0, from) + insert + before.slice(to)).toBe(after)
    }),
  )
})

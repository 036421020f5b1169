import { expect, test } from 'vitest'
import { spellValue } from './spell-value.ts'

test.each([
  [5, '5'],
  ['5', '"5"'],
  ['a\nb', '"a\\nb"'],
  ['x'.repeat(61), `"${'x'.repeat(60)}…"`],
  [Number.NaN, 'NaN'],
  [null, 'null'],
  [undefined, 'undefined'],
  [Symbol('s'), 'Symbol(s)'],
  [() => {}, 'a function'],
  [[1, 2], 'a list of 2'],
  [{}, 'an object'],
])('%j is shown as %s', (value, text) => {
  expect(spellValue(value)).toBe(text)
})

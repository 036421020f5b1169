import { expect, test } from 'vitest'
import { countDifferences, diffTexts } from './diff-lines.ts'

const text = (...lines: (string | number)[]) => `${lines.join('\n')}\n`

test('the same text has no differences, whatever its line ends', () => {
  expect(diffTexts(text(1, 2), text(1, 2))).toEqual([])
  expect(diffTexts('1\r\n2\r\n', '1\n2')).toEqual([])
})

test('a changed line stands between its neighbours, with its numbers', () => {
  expect(diffTexts(text('a', 'b', 'c'), text('a', 'B', 'c'))).toEqual([
    { is: 'same', text: 'a', before: 1, after: 1 },
    { is: 'removed', text: 'b', before: 2, after: null },
    { is: 'added', text: 'B', before: null, after: 2 },
    { is: 'same', text: 'c', before: 3, after: 3 },
  ])
})

test('far from a difference, lines alike are left out and counted', () => {
  const many = Array.from({ length: 20 }, (_, at) => at + 1)
  const lines = diffTexts(text(...many), text(...many, 'new'))
  expect(lines[0]).toEqual({ is: 'skipped', count: 17, from: 1 })
  expect(lines.slice(1).map(({ is }) => is)).toEqual(['same', 'same', 'same', 'added'])
})

test('a changed line counts once, added and removed ones each', () => {
  expect(countDifferences(diffTexts(text('a', 'b'), text('a', 'B')))).toBe(1)
  expect(countDifferences(diffTexts(text('a', 'b'), text('a', 'b', 'c', 'd')))).toBe(2)
  expect(countDifferences(diffTexts(text('a', 'b', 'c'), text('b')))).toBe(2)
  expect(countDifferences([])).toBe(0)
})

test('an empty file against one with lines', () => {
  expect(diffTexts('', text('a')).map(({ is }) => is)).toEqual(['added'])
})

import { expect, test } from 'vitest'
import { readMarkedLines } from './marked-lines.ts'

test('lines and ranges, counted from 1', () => {
  expect([...readMarkedLines('2,4-6', 6)]).toEqual([2, 4, 5, 6])
  expect(readMarkedLines(undefined, 6).size).toBe(0)
})

test.each(['0', '7', '5-4', '3-7', 'two', '', '1;2'])(
  'highlight="%s" is refused for six lines',
  (list) => {
    expect(() => readMarkedLines(list, 6)).toThrow(
      `highlight="${list}" must be lines such as "2,4-6", from 1 to 6 here`,
    )
  },
)

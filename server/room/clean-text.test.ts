import { expect, test } from 'vitest'
import { cleanMessage, cleanName } from './clean-text.ts'

test.each([
  ['  Ada   Lovelace ', 'Ada Lovelace'],
  ['Zo\u0065\u0308', 'Zoë'],
  ['Ada\u202Eevil\u200B', 'Ada evil'],
  ['a\nb\tc\u0000d', 'a b c d'],
  ['<b onclick="x">Ada</b>', '<b onclick="x">Ada</b>'],
  ['👩‍💻', '👩‍💻'],
  ['x'.repeat(100), 'x'.repeat(40)],
  ['', null],
  [' \u200B\u2060\uFEFF ', null],
  ['\u200D\u200D', null],
  [null, null],
])('the name %j is shown as %j', (typed, shown) => {
  expect(cleanName(typed)).toBe(shown)
})

test('a message keeps its lines', () => {
  expect(cleanMessage(' Break.\r\nBack at eleven \u202E\n\n')).toBe('Break.\nBack at eleven')
  expect(cleanMessage(' \n ')).toBeNull()
})

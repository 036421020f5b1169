import fc from 'fast-check'
import { expect, test } from 'vitest'
import { structuredString } from './structured-string.ts'

test('a text stands in quotes, its own quotes and backslashes escaped', () => {
  expect(structuredString('per day')).toBe('"per day"')
  expect(structuredString('say "hi" \\o/')).toBe('"say \\"hi\\" \\\\o/"')
})

test('any printable ASCII text reads back as itself, by the parsing steps of RFC 9651', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 64 }), (text) => {
      fc.pre(/^[ -~]+$/.test(text))
      expect(parse(structuredString(text))).toBe(text)
    }),
  )
})

test.each(['', 'x'.repeat(65), 'günlük', 'a\nb', 'a\0b', '\x7f'])('%j is refused', (text) => {
  expect(() => structuredString(text, 'policies[1].name')).toThrow(RangeError)
  expect(() => structuredString(text, 'policies[1].name')).toThrow(
    `policies[1].name must be 1 to 64 printable ASCII characters`,
  )
})

test.each([null, 5, undefined])('%j is no text', (text) => {
  expect(() => structuredString(text as unknown as string)).toThrow(TypeError)
})

/** https://www.rfc-editor.org/rfc/rfc9651#section-4.2.5 */
function parse(field: string): string {
  expect(field[0]).toBe('"')
  let text = ''
  for (let i = 1; i < field.length; i += 1) {
    const char = field[i]
    if (char === '"') {
      expect(i).toBe(field.length - 1)
      return text
    }
    if (char === '\\') {
      i += 1
      expect(['"', '\\']).toContain(field[i])
    }
    text += field[i]
  }
  throw new Error(`${field} does not end`)
}

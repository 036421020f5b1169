import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyPart } from './key-part.ts'

test.each(['42', 'ada@example.com', 'Ada Lovelace', 'müşteri:7', 'x'.repeat(128)])(
  '%j stays readable',
  (id) => {
    expect(keyPart(id)).toBe(id)
  },
)

test.each([
  ['too long', 'x'.repeat(129)],
  ['a hash tag', '{me}'],
  ['half a hash tag', 'a}b'],
  ['a newline', 'a\nb'],
  ['a NUL', 'a\0b'],
  ['an invisible mark', 'a\u200bb'],
  ['half a surrogate pair', 'a\ud800b'],
  ['what looks like a hash', 'sha256:00000000000000000000000000000000'],
])('%s becomes a hash', (_what, id) => {
  expect(keyPart(id)).toMatch(/^sha256:[0-9a-f]{32}$/)
})

/** Letters, and all that a key must not let through or a hash tag is made of. */
const letters = fc.constantFrom(
  'a',
  '7',
  ':',
  ' ',
  '{',
  '}',
  '\n',
  '\0',
  '\x7f',
  'ü',
  '🚦',
  '\u200b',
  '\ud800',
)

test('whatever the id: bounded, without braces or control characters, and two ids never meet', () => {
  const id = fc.oneof(fc.string({ unit: letters, maxLength: 140 }), fc.string())
  fc.assert(
    fc.property(id, id, (one, other) => {
      expect(keyPart(one)).toMatch(/^[^{}\p{Cc}]{0,128}$/u)
      expect(keyPart(one)).toBe(keyPart(one))
      if (one !== other) expect(keyPart(one)).not.toBe(keyPart(other))
    }),
    { numRuns: 1000 },
  )
})

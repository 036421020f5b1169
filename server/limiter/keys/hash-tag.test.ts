import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashTagOf, slotOf } from './hash-tag.ts'

test.each([
  ['rate:203.0.113.7', 'rate:203.0.113.7'],
  ['{lab:7}:rate:203.0.113.7', 'lab:7'],
  ['rate:{user1000}:burst', 'user1000'],
  ['only the first {a}{b} counts', 'a'],
  ['{{a}}', '{a'],
  ['{}a}', '{}a}'],
  ['never closed {a', 'never closed {a'],
  ['closed before }{ opened', 'closed before }{ opened'],
  ['', ''],
])('the tag of %j is %j', (key, tag) => {
  expect(hashTagOf(key)).toBe(tag)
})

// As answered by CLUSTER KEYSLOT of a Valkey 8.1.1 with cluster-enabled yes.
test.each([
  ['', 0],
  ['foo', 12182],
  ['bar', 5061],
  ['123456789', 12739],
  ['{user1000}.following', 3443],
  ['{user1000}.followers', 3443],
  ['foo{}{bar}', 8363],
  ['foo{{bar}}zap', 4015],
  ['foo{bar}{zap}', 5061],
  ['{}a}', 4370],
  ['rate:ışık 🚦', 14003],
])('the slot of %j is %i', (key, slot) => {
  expect(slotOf(key)).toBe(slot)
})

test('any key has a slot of the 16,384, and shares it with every key of its tag', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (id, rest) => {
      const slot = slotOf(`{lab:${id}}:${rest}`)
      expect(slot).toBeGreaterThanOrEqual(0)
      expect(slot).toBeLessThan(16_384)
      expect(slotOf(`{lab:${id}}`)).toBe(slot)
    }),
  )
})

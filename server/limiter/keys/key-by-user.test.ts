import type { Request } from 'express'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyByIp } from './key-by-ip.ts'
import { keyByUser, type UserOf } from './key-by-user.ts'

const anyone = { ip: '203.0.113.7' } as Request
const keyOf = (id: unknown) => keyByUser((() => id) as UserOf)(anyone)

test.each([
  ['ada', 'user:ada'],
  [42, 'user:42'],
  [0, 'user:0'],
  [9_007_199_254_740_993n, 'user:9007199254740993'],
  ['ada@example.com', 'user:ada@example.com'],
])('the user %s counts on %s', (id, key) => {
  expect(keyOf(id)).toBe(key)
})

test('the id is read from the request', () => {
  const key = keyByUser((req) => req.get('x-verified-user'))
  const req = { get: (name: string) => `${name} of ada` } as unknown as Request
  expect(key(req)).toBe('user:x-verified-user of ada')
})

test.each([undefined, null, ''])('without a user (%j) it throws, and says how to go on', (id) => {
  expect(() => keyOf(id)).toThrow(/no user to count by.*fallback: keyByIp\(\)/)
})

test('without a user the fallback decides, when there is one', () => {
  expect(keyByUser(() => undefined, { fallback: keyByIp() })(anyone)).toBe('203.0.113.7')
  expect(keyByUser(() => 'ada', { fallback: keyByIp() })(anyone)).toBe('user:ada')
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, true, {}, ['ada']])(
  'an id that is %j is a mistake in the app, not a key',
  (id) => {
    expect(() => keyOf(id)).toThrow(/must be text or a number/)
  },
)

test('no id makes a long key, picks a cluster slot or meets another user’s counter', () => {
  const id = fc.string({ minLength: 1, maxLength: 140 })
  fc.assert(
    fc.property(id, id, (one, other) => {
      expect(keyOf(one)).toMatch(/^user:[^{}\p{Cc}]{1,128}$/u)
      if (one !== other) expect(keyOf(one)).not.toBe(keyOf(other))
    }),
  )
})

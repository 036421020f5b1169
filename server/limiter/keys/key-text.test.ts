import { expect, test } from 'vitest'
import { keyByIp } from './key-by-ip.ts'
import { keyText } from './key-text.ts'

test.each(['203.0.113.7', ' ', 'a\nb\0', 'x'.repeat(10_000)])('%j is a key', (key) => {
  expect(keyText(key)).toBe(key)
})

test.each([undefined, null, '', 42, {}, Promise.resolve('ada')])('%j is none', (key) => {
  expect(() => keyText(key)).toThrow(/must return a text that is not empty, got /)
})

test('a key generator that nobody called is named as that', () => {
  expect(() => keyText(keyByIp)).toThrow('got a function. Call it: keyByIp(), not keyByIp.')
})

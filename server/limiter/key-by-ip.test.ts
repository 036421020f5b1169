import type { Request } from 'express'
import { expect, test } from 'vitest'
import { keyByIp } from './key-by-ip.ts'

const from = (ip: string | undefined) => ({ ip }) as Request

test('the key is the client address as Express sees it', () => {
  expect(keyByIp(from('203.0.113.7'))).toBe('203.0.113.7')
  expect(keyByIp(from('2001:db8::7'))).toBe('2001:db8::7')
})

test('an IPv4 address in IPv6 clothes is the IPv4 address', () => {
  expect(keyByIp(from('::ffff:203.0.113.7'))).toBe('203.0.113.7')
})

test('no address is an error, not a bucket that strangers share', () => {
  expect(() => keyByIp(from(undefined))).toThrow(/no client address/)
})

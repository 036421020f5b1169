import type { Request } from 'express'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyByApiKey } from './key-by-api-key.ts'
import { keyByIp } from './key-by-ip.ts'

const sending = (headers: Record<string, string>) =>
  ({ headers, ip: '203.0.113.7' }) as unknown as Request

test('the key is a hash of what the header holds (sha256sum prints the same)', () => {
  expect(keyByApiKey()(sending({ 'x-api-key': 'abc' }))).toBe(
    'api-key:ba7816bf8f01cfea414140de5dae2223',
  )
})

test('another header can carry it, in any case', () => {
  const key = keyByApiKey({ header: 'X-Token' })
  expect(key(sending({ 'x-token': 'abc' }))).toBe('api-key:ba7816bf8f01cfea414140de5dae2223')
})

test('the same credentials are one client, however the scheme is written', () => {
  const key = keyByApiKey({ header: 'Authorization' })
  const plain = key(sending({ authorization: 'Bearer abc' }))
  expect(plain).toBe('api-key:ba7816bf8f01cfea414140de5dae2223')
  expect(key(sending({ authorization: 'bEARER   abc ' }))).toBe(plain)
})

test.each([{}, { 'x-api-key': '' }, { 'x-api-key': '  ' }])(
  'without a key (%j) the fallback decides; without a fallback it throws',
  (headers) => {
    expect(keyByApiKey({ fallback: keyByIp() })(sending(headers))).toBe('203.0.113.7')
    expect(() => keyByApiKey()(sending(headers))).toThrow(/no x-api-key header.*fallback/)
  },
)

test.each(['', 'x api key', 'x:key'])('%j is no header name', (header) => {
  expect(() => keyByApiKey({ header })).toThrow(TypeError)
})

test('whatever is sent: the secret is not in the key, and two secrets never meet', () => {
  const secret = fc.stringMatching(/^[!-~]{8,200}$/)
  fc.assert(
    fc.property(secret, secret, (one, other) => {
      const key = keyByApiKey()(sending({ 'x-api-key': one }))
      expect(key).toMatch(/^api-key:[0-9a-f]{32}$/)
      expect(key).not.toContain(one)
      if (one !== other) expect(keyByApiKey()(sending({ 'x-api-key': other }))).not.toBe(key)
    }),
  )
})

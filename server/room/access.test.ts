import type { Request } from 'express'
import { expect, test } from 'vitest'
import {
  derive,
  hashOf,
  newAccessCode,
  newToken,
  readBearer,
  readCookies,
  sameCode,
  sameSecret,
} from './access.ts'

test('codes are of letters that nobody misreads, and no two are alike', () => {
  const codes = Array.from({ length: 500 }, newAccessCode)
  for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/)
  expect(new Set(codes).size).toBe(500)
  expect(codes.join()).not.toMatch(/[ILOU01]/)
})

test.each([
  ['K7M4-QXRT', true],
  ['k7m4qxrt', true],
  ['  K7M4 QXRT\n', true],
  ['K7M4\u2013QXRT', true],
  ['K7M4-QXR', false],
  ['K7M4-QXRTT', false],
  ['', false],
  ['K7M4-QXRS', false],
])('the code %j is right: %s', (given, right) => {
  expect(sameCode(given, 'K7M4-QXRT')).toBe(right)
})

test('a token has 256 bits, and neither its hash nor what is derived from it is itself', () => {
  const token = newToken()
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(newToken()).not.toBe(token)
  const others = [hashOf(token), derive(token, 'a'), derive(token, 'b')]
  expect(new Set([token, ...others]).size).toBe(4)
  expect(derive(token, 'a')).toBe(derive(token, 'a'))
  expect(sameSecret(token, token)).toBe(true)
  expect(sameSecret(token.slice(1), token)).toBe(false)
})

const token = newToken()

test.each([
  [`a=1; workbook_lab=${token}; b=2`, [token]],
  [`workbook_lab=${token};workbook_lab=${token}`, [token, token]],
  [`workbook_lab=${token.slice(1)}`, []],
  [`workbook_lab=${token}x`, []],
  [`workbook_lab="${token}"`, []],
  [`xworkbook_lab=${token}`, []],
  ['workbook_lab', []],
  ['; ; =;', []],
])('of the cookies %j the tokens are %j', (cookie, tokens) => {
  expect(readCookies({ headers: { cookie } } as Request, 'workbook_lab')).toEqual(tokens)
})

test.each([
  [`Bearer ${token}`, [token]],
  [`bearer ${token}`, [token]],
  [`Basic ${token}`, []],
  [`Bearer ${token} x`, []],
  ['', []],
])('of the authorization %j the tokens are %j', (authorization, tokens) => {
  expect(readBearer({ headers: { authorization } } as Request)).toEqual(tokens)
})

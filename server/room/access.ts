// What opens a room: a code for its learners, a token for its instructor, and the cookies that remember both.
import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import type { CookieOptions, Request } from 'express'

/** No I, L, O and U, no 0 and 1: nothing that is misread from a wall or misheard. */
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeLength = 8

/** A new access code, `K7M4-QXRT`: 30⁸ of them, so nobody guesses one in the hours that a room is open. */
export function newAccessCode(): string {
  const code = Array.from({ length: codeLength }, () => letters[randomInt(letters.length)])
  return `${code.slice(0, 4).join('')}-${code.slice(4).join('')}`
}

/** A secret of 256 bits that fits into a link and a cookie. */
export function newToken(): string {
  return randomBytes(32).toString('base64url')
}

/** The public name of a keyspace. It opens nothing. */
export function newKeyspaceId(): string {
  return randomBytes(8).toString('hex')
}

/** What Valkey keeps of a token: whoever reads it there cannot use it. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** A secret made from another one, the same each time, that does not give the other one away. */
export function derive(token: string, purpose: string): string {
  return createHmac('sha256', token).update(purpose).digest('base64url')
}

/** As it is typed: case, spaces and dashes do not matter. */
export function sameCode(given: string, code: string): boolean {
  const plain = (text: string) => text.toUpperCase().replaceAll(/[\s\p{Pd}]/gu, '')
  return sameSecret(plain(given), plain(code))
}

/** Takes as long for a wrong secret as for the right one, whatever their lengths. */
export function sameSecret(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(secret))
}

export const keyspaceCookie = 'workbook_lab'
export const teachCookie = 'workbook_teach'

/** A class may go on the next day: two weeks. */
const cookieMs = 14 * 24 * 3_600_000

/** Scripts cannot read it and other sites cannot send it; over TLS it never goes out in clear. */
export function cookieOptions(req: Request): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', path: '/', maxAge: cookieMs, secure: req.secure }
}

/** The tokens that a request carries under this name, in its cookies; several when a browser keeps several. */
export function readCookies(req: Request, name: string): string[] {
  const cookies = (req.headers.cookie ?? '').split(';')
  return cookies.flatMap((cookie) => {
    const [key, value = ''] = cookie.trim().split('=', 2)
    return key === name && isToken(value) ? [value] : []
  })
}

/** `Authorization: Bearer <token>`, as a workbook at home sends it. */
export function readBearer(req: Request): string[] {
  const [, token = ''] = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '') ?? []
  return isToken(token) ? [token] : []
}

function isToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text)
}

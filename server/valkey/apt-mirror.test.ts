import { expect, test } from 'vitest'
import { mirrorsIn } from './apt-mirror.ts'

const printed = (...sources: string[]) =>
  sources.map((uri) => `'${uri}/InRelease' some_file_name 0 \n`).join('')

test("finds the distribution's archive and its security archive", () => {
  const list = printed(
    'http://a.test/debian/dists/bookworm',
    'http://a.test/debian/dists/bookworm-updates',
    'http://b.test/debian-security/dists/bookworm-security',
  )
  expect(mirrorsIn(list)).toEqual({
    archives: ['http://a.test/debian'],
    security: 'http://b.test/debian-security',
  })
})

test("is not led astray by somebody else's suite of the same name", () => {
  const list = printed(
    'https://other.test/linux/debian/dists/bookworm',
    'http://a.test/debian/dists/bookworm',
    'http://a.test/debian/dists/bookworm-updates',
  )
  expect(mirrorsIn(list).archives[0]).toBe('http://a.test/debian')
})

test('makes do with a machine that has no updates and no security archive set', () => {
  expect(mirrorsIn(printed('http://a.test/debian/dists/sid'))).toEqual({
    archives: ['http://a.test/debian'],
    security: null,
  })
  expect(mirrorsIn('')).toEqual({ archives: [], security: null })
})

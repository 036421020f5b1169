import { expect, inject, test } from 'vitest'
import { checks, type ReadConnectionSettings } from './checks.ts'
import { readConnectionSettings as exercise } from './exercise/connection-settings.ts'
import { readConnectionSettings as solution2 } from './solution-2/connection-settings.ts'
import { readConnectionSettings as alwaysTls } from './wrong/always-tls.ts'
import { readConnectionSettings as falseIsTrue } from './wrong/false-is-true.ts'
import { readConnectionSettings as guessesTheHost } from './wrong/guesses-the-host.ts'
import { readConnectionSettings as numberAlone } from './wrong/number-alone.ts'
import { readConnectionSettings as parsesInt } from './wrong/parse-int.ts'
import { readConnectionSettings as tellsThePassword } from './wrong/tells-the-password.ts'

/** Check -> the first line of what it says, for those that fail. */
async function failures(read: ReadConnectionSettings): Promise<Record<string, string>> {
  const failed: Record<string, string> = {}
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check({ read, address: inject('valkey') })
    } catch (error) {
      failed[name] = String(error instanceof Error ? error.message : error).split('\n')[0] ?? ''
    }
  }
  return failed
}

test('another correct solution passes', async () => {
  expect(await failures(solution2)).toEqual({})
})

test('"false" read as true is caught', async () => {
  expect(await failures(falseIsTrue)).toMatchObject({
    'VALKEY_TLS is true or false, in words': expect.stringContaining(
      'TLS with VALKEY_TLS=false: expected true to be false',
    ),
  })
})

test('parseInt, which takes "6379x", is caught', async () => {
  expect(await failures(parsesInt)).toEqual({
    'a port that is none is refused by name': expect.stringContaining(
      'VALKEY_PORT="6379x": expected \'accepted: port 6379',
    ),
  })
})

test('Number() alone, which takes "1e3", is caught', async () => {
  expect(await failures(numberAlone)).toEqual({
    'a port that is none is refused by name': expect.stringContaining(
      'VALKEY_PORT="1e3": expected \'accepted: port 1000',
    ),
  })
})

test('a guessed host is caught', async () => {
  expect(await failures(guessesTheHost)).toEqual({
    'without a host it stops': expect.stringContaining('no host may be guessed'),
  })
})

test('an error that tells the password is caught', async () => {
  expect(await failures(tellsThePassword)).toEqual({
    'a password is taken as it is, and never told': expect.stringContaining(
      'an error goes into a log, so it must not tell the password',
    ),
  })
})

test('TLS always on, as in the guide, is caught', async () => {
  expect(await failures(alwaysTls)).toMatchObject({
    'VALKEY_TLS is true or false, in words': expect.stringContaining('VALKEY_TLS=false'),
    'TLS is on, except to this machine': expect.stringContaining('TLS to localhost'),
  })
})

test('the untouched exercise fails one check, the port', async () => {
  expect(await failures(exercise)).toEqual({
    'a port that is none is refused by name': expect.stringContaining(
      'VALKEY_PORT="six": expected \'accepted: port NaN',
    ),
  })
})

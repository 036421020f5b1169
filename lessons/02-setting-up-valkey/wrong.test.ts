import { expect, inject, test, vi } from 'vitest'
import { byName } from '../wrong-variants.ts'
import { checks, type ReadConnectionSettings } from './checks.ts'
import { readConnectionSettings as exercise } from './exercise/connection-settings.ts'
import { readConnectionSettings as solution2 } from './solution-2/connection-settings.ts'

const wrong = byName(
  import.meta.glob<ReadConnectionSettings>('./wrong/*.{patch,ts}', {
    eager: true,
    import: 'readConnectionSettings',
  }),
)
const styles = import.meta.glob<{ readConnectionSettings: ReadConnectionSettings }>(
  './styles/*.ts',
  { eager: true },
)

vi.setConfig({ testTimeout: 30_000 })

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

test.each(Object.entries(styles))(
  'a correct solution in another style passes: %s',
  async (_, style) => {
    expect(await failures(style.readConnectionSettings)).toEqual({})
  },
)

test('a first and a last port that are refused are caught', async () => {
  expect(await failures(wrong('bounds-left-out'))).toEqual({
    'a port that is none is refused by name': expect.stringMatching(
      /VALKEY_PORT="1", which is a port: from 1 to 65535 all are: expected .refused: /,
    ),
  })
})

test('a port beyond the last one is caught', async () => {
  expect(await failures(wrong('one-port-too-many'))).toEqual({
    'a port that is none is refused by name': expect.stringContaining(
      'VALKEY_PORT="65536": expected \'accepted: port 65536',
    ),
  })
})

test('TLS without a look at the certificate is caught', async () => {
  expect(await failures(wrong('certificate-unchecked'))).toMatchObject({
    'TLS is on, except to this machine': expect.stringContaining(
      "without VALKEY_TLS: expected 'on, certificate not checked' to be",
    ),
  })
})

test('an error whose cause has the password is caught', async () => {
  expect(await failures(wrong('error-carries-everything'))).toEqual({
    'a password is taken as it is, and never told': expect.stringContaining(
      '{"VALKEY_PORT":"0"}: an error goes into a log, so it must not tell the password',
    ),
  })
})

test('"false" read as true is caught', async () => {
  expect(await failures(wrong('false-is-true'))).toMatchObject({
    'VALKEY_TLS is true or false, in words': expect.stringContaining(
      'TLS to db.example.com with VALKEY_TLS=false: expected',
    ),
  })
})

test('parseInt, which takes "6379x", is caught', async () => {
  expect(await failures(wrong('parse-int'))).toEqual({
    'a port that is none is refused by name': expect.stringContaining(
      'VALKEY_PORT="6379x": expected \'accepted: port 6379',
    ),
  })
})

test('Number() alone, which takes "1e3", is caught', async () => {
  expect(await failures(wrong('number-alone'))).toEqual({
    'a port that is none is refused by name': expect.stringContaining(
      'VALKEY_PORT="1e3": expected \'accepted: port 1000',
    ),
  })
})

test('a guessed host is caught', async () => {
  expect(await failures(wrong('guesses-the-host'))).toEqual({
    'without a host it stops': expect.stringContaining('no host may be guessed'),
  })
})

test('an error that tells the password is caught', async () => {
  expect(await failures(wrong('tells-the-password'))).toEqual({
    'a password is taken as it is, and never told': expect.stringContaining(
      'an error goes into a log, so it must not tell the password',
    ),
  })
})

test('TLS always on, as in the guide, is caught', async () => {
  expect(await failures(wrong('always-tls'))).toMatchObject({
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

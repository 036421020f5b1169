import { expect, inject, test, vi } from 'vitest'
import { openTestClient } from '../open-test-client.ts'
import { byName } from '../wrong-variants.ts'
import { checks } from './checks.ts'
import { createApp as exercise } from './exercise/app.ts'
import { createApp as anotherSolution } from './solution-2/app.ts'
import type { CreateApp } from './visit-app.ts'

const wrong = byName(
  import.meta.glob<CreateApp>('./wrong/*.{patch,ts}', { eager: true, import: 'createApp' }),
)
const styles = import.meta.glob<{ createApp: CreateApp }>('./styles/*.ts', { eager: true })

vi.setConfig({ testTimeout: 30_000 })

/** Check -> the first line of what it says, for those that fail. */
async function failures(createApp: CreateApp): Promise<Record<string, string>> {
  const failed: Record<string, string> = {}
  const runs = Object.entries(checks).map(async ([name, check]) => {
    const valkey = await openTestClient(inject('valkey'))
    await check({ createApp, valkey })
      .catch((error) => {
        failed[name] = String(error.message).split('\n')[0] ?? ''
      })
      .finally(() => valkey.disconnect())
  })
  await Promise.all(runs)
  return failed
}

const says = (text: string) => expect.stringContaining(text)

test("the guide's key: one counter behind a proxy, one for everybody without an address", async () => {
  expect(await failures(wrong('req-ip-or-global'))).toMatchObject({
    'visitors are counted by address, behind the proxy': says(
      'then one of another visitor, through the same proxy: expected [ 429 ]',
    ),
    'clients without an address share no counter': says(
      'a request without an address: expected 200 to be 500',
    ),
  })
})

test('trusting every proxy is trusting every client', async () => {
  expect(await failures(wrong('trust-everybody'))).toMatchObject({
    'an invented X-Forwarded-For is no new client': says(
      'a new address into X-Forwarded-For each time: expected [ 200, 200, 200 ]',
    ),
  })
})

test('X-Forwarded-For read by hand is whatever the client wrote', async () => {
  expect(await failures(wrong('forwarded-for-read-raw'))).toMatchObject({
    'an invented X-Forwarded-For is no new client': says('expected [ 200, 200, 200 ]'),
  })
})

test('a user id that nobody checked is a fresh counter for each invention', async () => {
  expect(await failures(wrong('user-header-believed'))).toMatchObject({
    'an invented user is no new client': says(
      'names another user, session and API key each time: expected [ 200, 200, 200 ]',
    ),
  })
})

test('without a mask one IPv6 customer is as many clients as it likes', async () => {
  expect(await failures(wrong('ipv6-unmasked'))).toMatchObject({
    'an IPv6 customer is one client': says(
      'three addresses of one IPv6 customer, a /56: expected [ 200, 200, 200 ]',
    ),
  })
})

test.each([
  ['in clear', wrong('api-key-in-clear')],
  ['in base64', wrong('api-key-in-base64')],
])('an API key %s is found in Valkey', async (_, createApp) => {
  expect(await failures(createApp)).toMatchObject({
    'programs are counted by a key that Valkey never sees': says(
      'keys in Valkey that give an API key away',
    ),
  })
})

test.each([
  ['all programs', wrong('one-counter-for-programs'), '[ 429, 429, 429, 429 ]'],
  ['programs whose keys begin alike', wrong('api-key-cut-short'), '[ 429, 200, 429, 200 ]'],
])('one counter for %s stops the one for the other', async (_, createApp, received) => {
  expect(await failures(createApp)).toMatchObject({
    'programs are counted by a key that Valkey never sees': says(
      `four other programs, with API keys of their own that look alike: expected ${received}`,
    ),
  })
})

test('a user who changes the address is still the same user', async () => {
  expect(await failures(wrong('user-at-address'))).toMatchObject({
    'a user is one client from every address': says(
      'the user ada, each from another address: expected [ 200, 200, 200 ]',
    ),
  })
})

test('a user id without a word in front is mistaken for an address', async () => {
  expect(await failures(wrong('bare-user-id'))).toMatchObject({
    'a user and an address never share a counter': says(
      'a user who is called 203.0.113.7, after two requests from that address: expected [ 429 ]',
    ),
  })
})

test.each([
  [
    'in lower case',
    wrong('users-lower-cased'),
    'a user who is called "Ada", after two requests of the user "ada"',
  ],
  [
    'cut short',
    wrong('users-cut-short'),
    'a user who is called "a-name-of-forty-characters-in-a-company.2"',
  ],
])('user ids %s are not told apart', async (_, createApp, said) => {
  expect(await failures(createApp)).toEqual({
    'two user ids that look alike are two users': says(said),
  })
})

test('a hash that is cut short is caught', async () => {
  expect(await failures(wrong('hash-cut-short'))).toEqual({
    'programs are counted by a key that Valkey never sees': says(
      'keep at least 16 bytes of a hash, 32 digits in hex: expected [',
    ),
  })
})

test('users and programs with the same word in front are mixed up', async () => {
  expect(await failures(wrong('one-word-for-both'))).toEqual({
    'a user and an address never share a counter': says('after two requests with that API key'),
  })
})

test.each(Object.entries(styles))(
  'a correct solution in another style passes: %s',
  async (_, style) => {
    expect(await failures(style.createApp)).toEqual({})
  },
)

test('another correct way passes all checks: everything hashed, the proxy named by its address', async () => {
  expect(await failures(anotherSolution)).toEqual({})
})

test('the untouched exercise counts the proxy', async () => {
  expect(await failures(exercise)).toMatchObject({
    'visitors are counted by address, behind the proxy': says(
      'then one of another visitor, through the same proxy: expected [ 429 ]',
    ),
  })
})

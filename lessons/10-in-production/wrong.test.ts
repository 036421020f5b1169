import { expect, inject, test } from 'vitest'
import { openTestClient } from '../open-test-client.ts'
import { byName } from '../wrong-variants.ts'
import { checks } from './checks.ts'
import { rateLimit as exercise } from './exercise/rate-limit.ts'
import { rateLimit as anotherSolution } from './solution-2/rate-limit.ts'
import type { RateLimit } from './visit-limited-app.ts'

const wrong = byName(
  import.meta.glob<RateLimit>('./wrong/*.{patch,ts}', { eager: true, import: 'rateLimit' }),
)
const styles = import.meta.glob<{ rateLimit: RateLimit }>('./styles/*.ts', { eager: true })

/** Check -> the first line of what it says, for those that fail. */
async function failures(rateLimit: RateLimit): Promise<Record<string, string>> {
  const failed: Record<string, string> = {}
  const runs = Object.entries(checks).map(async ([name, check]) => {
    const valkey = await openTestClient(inject('valkey'))
    await check({ rateLimit, valkey })
      .catch((error) => {
        failed[name] = String(error.message).split('\n')[0] ?? ''
      })
      .finally(() => valkey.disconnect())
  })
  await Promise.all(runs)
  return failed
}

const closed = 'a silent Valkey and fail closed: 503 and Retry-After, in time'
const open = 'a silent Valkey and fail open: let through, in time'
const says = (text: string) => expect.stringContaining(text)
const timeout = 30_000

test('a second, different solution passes', { timeout }, async () => {
  expect(await failures(anotherSolution)).toEqual({})
})

test('fail open without a deadline never opens: the request hangs', { timeout }, async () => {
  expect(await failures(wrong('fail-open-without-deadline'))).toMatchObject({
    [open]: says("deadline 150 ms: a request gets: expected 'no answer' to be 200"),
    [closed]: says("deadline 150 ms: a request gets: expected 'no answer' to be 503"),
  })
})

test('a retry counts one request twice', { timeout }, async () => {
  expect(await failures(wrong('retries'))).toMatchObject({
    'a request whose reply was lost counts once': says(
      "a second try counts it twice: expected '3' to be '2'",
    ),
    'a request past its deadline counts once': says('none may count twice: expected'),
  })
})

test('a 429 when nobody has counted is not true', { timeout }, async () => {
  expect(await failures(wrong('answers-429'))).toMatchObject({
    [closed]: says('a request gets: expected 429 to be 503'),
  })
})

test('a 500 for an outage is not true either', { timeout }, async () => {
  expect(await failures(wrong('answers-500'))).toMatchObject({
    [closed]: says('a request gets: expected 500 to be 503'),
  })
})

test('an outage that nobody is told of', { timeout }, async () => {
  expect(await failures(wrong('swallows-everything'))).toMatchObject({
    [closed]: says('a request gets: expected 200 to be 503'),
    'each request that could not be counted is told to onError': says('expected +0 to be 1'),
  })
})

test('a deadline that answers but does not stop the rest', { timeout }, async () => {
  expect(await failures(wrong('answers-twice'))).toEqual({
    'one request gets one answer, the late one goes nowhere': says(
      'errors from answering a request twice: expected [ …(1) ] to deeply equal []',
    ),
  })
})

test('a deadline that is always the same', { timeout }, async () => {
  expect(await failures(wrong('deadline-of-its-own'))).toMatchObject({
    [closed]: says(
      "the first that gave up: expected 'the longer answered' to be 'the shorter answered'",
    ),
  })
})

test('a deadline whose timer is not stopped', { timeout }, async () => {
  expect(await failures(wrong('leaves-the-timer'))).toEqual({
    'a request answered in time leaves no timer running': says(
      'answered long before their deadline of 10 s, left running: expected',
    ),
  })
})

test('an outage that is told only where requests are let through', { timeout }, async () => {
  expect(await failures(wrong('told-only-when-open'))).toEqual({
    'each request that could not be counted is told to onError': says(
      'failClosed: how often onError was told of 1 requests that were not counted: expected +0 to be 1',
    ),
    'a request whose reply was lost counts once': says(
      'failClosed: how often onError was told of the lost reply: expected +0 to be 1',
    ),
  })
})

test('a count that is remembered decides in no outage', { timeout }, async () => {
  expect(await failures(wrong('remembers-in-outages'))).toMatchObject({
    'when Valkey answers again, counting goes on': says(
      'a request of a client over its limit, while Valkey is silent: expected 429 to be 503',
    ),
  })
})

test.each(Object.entries(styles))(
  'a correct solution in another style passes: %s',
  { timeout },
  async (_, style) => {
    expect(await failures(style.rateLimit)).toEqual({})
  },
)

test('the untouched exercise fails the two checks of a silent Valkey', { timeout }, async () => {
  expect(await failures(exercise)).toEqual({
    [closed]: says("a request gets: expected 'no answer' to be 503"),
    [open]: says("a request gets: expected 'no answer' to be 200"),
  })
})

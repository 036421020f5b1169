import { expect, inject, test, vi } from 'vitest'
import { openTestClient } from '../open-test-client.ts'
import { byName } from '../wrong-variants.ts'
import { checks } from './checks.ts'
import { rateLimit as exercise } from './exercise/rate-limit.ts'
import type { RateLimit } from './protected-app.ts'
import { rateLimit as anotherSolution } from './solution-2/rate-limit.ts'

const wrong = byName(
  import.meta.glob<RateLimit>('./wrong/*.{patch,ts}', { eager: true, import: 'rateLimit' }),
)
const styles = import.meta.glob<{ rateLimit: RateLimit }>('./styles/*.ts', { eager: true })

vi.setConfig({ testTimeout: 30_000 })

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

test('a limit that is one too low refuses the fifth request', async () => {
  expect(await failures(wrong('off-by-one'))).toMatchObject({
    'the sixth request in a window gets 429': expect.stringContaining(
      'six requests in one window, limit 5',
    ),
    'of twelve requests at once exactly five pass': expect.stringContaining(
      'how many of 12 requests at once pass a limit of 5: expected 4 to be 5',
    ),
  })
})

test('letting everybody in while Valkey is away is caught', async () => {
  expect(await failures(wrong('fail-open'))).toEqual({
    'while Valkey cannot answer the client gets 503, not 429': expect.stringContaining(
      'request while Valkey cannot answer, of a client that was over its limit before: expected 200 to be 503',
    ),
  })
})

test('a Retry-After that is rounded down sends clients back too early', async () => {
  expect(await failures(wrong('rounds-down'))).toMatchObject({
    'Retry-After is whole seconds and late enough': expect.stringContaining(
      'a client that obeys must not come back too early: expected 30000',
    ),
  })
})

test.each([
  ['the length of the window', wrong('t-is-the-window'), 30],
  ['rounded down', wrong('t-rounds-down'), 12],
])('t that is %s is caught, and nothing else is blamed', async (_, rateLimit, received) => {
  expect(await failures(rateLimit)).toEqual({
    'every answer carries RateLimit-Policy and RateLimit': expect.stringContaining(
      `the seconds until it starts again, rounded up: expected { default: { t: ${received} } } to deeply equal { default: { t: 13 } }`,
    ),
  })
})

test('one bucket for everybody is not counted under the address', async () => {
  expect(await failures(wrong('one-bucket-for-all'))).toMatchObject({
    'requests are counted under rate:<ip>': expect.stringContaining(
      "rate:127.0.0.1 after two requests: expected null to be '2'",
    ),
  })
})

test('a 500 while Valkey is away is caught', async () => {
  expect(await failures(wrong('error-instead-of-503'))).toEqual({
    'while Valkey cannot answer the client gets 503, not 429': expect.stringContaining(
      'request while Valkey cannot answer, of a client that was over its limit before: expected 500 to be 503',
    ),
  })
})

test('a refusal handed on as an error, which becomes a 500, is caught', async () => {
  expect(await failures(wrong('error-instead-of-429'))).toMatchObject({
    'the sixth request in a window gets 429': expect.stringContaining(
      'six requests in one window, limit 5',
    ),
    'Retry-After is whole seconds and late enough': expect.stringContaining(
      'the fifth request, limit 1: expected 500 to be 429',
    ),
  })
})

test('a 429 without Retry-After is caught', async () => {
  expect(await failures(wrong('no-retry-after'))).toMatchObject({
    'Retry-After is whole seconds and late enough': expect.stringContaining(
      'Retry-After of a 429: whole seconds',
    ),
  })
})

test('next() after the answer is sent: the handler must not run for a refused request', async () => {
  expect(await failures(wrong('next-after-sending'))).toMatchObject({
    'a refused request ends here': expect.stringContaining(
      'how often the handler ran for five requests, limit 2: expected 5 to be 2',
    ),
  })
})

test('X-Forwarded-For that decides is caught: a client may write anything there', async () => {
  expect(await failures(wrong('forwarded-for-decides'))).toMatchObject({
    'made-up headers buy no requests': expect.stringContaining(
      'each with other made-up headers: X-Forwarded-For and Forwarded, X-Real-IP, cookies, keys: expected [ 200, 200, 200, 200, 200, 429 ]',
    ),
  })
})

test('a process that counts for itself is caught', async () => {
  expect(await failures(wrong('counts-in-memory'))).toMatchObject({
    'of twelve requests at once exactly five pass': expect.stringContaining(
      'pass a limit of 5: expected 9 to be 5',
    ),
    'Valkey decides, not what a process remembers': expect.stringContaining(
      'rate:127.0.0.1 was 3 in Valkey, limit 3: expected 200 to be 429',
    ),
  })
})

test('refusals that are remembered are caught', async () => {
  expect(await failures(wrong('remembers-refusals'))).toMatchObject({
    'Valkey decides, not what a process remembers': expect.stringContaining(
      'rate:127.0.0.1 was set back to 1 in Valkey, limit 3: nothing may be remembered: expected 429 to be 200',
    ),
  })
})

test('a count that nobody waits for is caught', async () => {
  expect(await failures(wrong('promise-dropped'))).toMatchObject({
    'of twelve requests at once exactly five pass': expect.stringContaining('pass a limit of 5'),
    'while Valkey cannot answer the client gets 503, not 429': expect.stringContaining(
      'of a client that was over its limit before: expected 429 to be 503',
    ),
  })
})

test.each([
  ['HEAD', wrong('only-get'), 'after HEAD /api/saka'],
  ['/API/SAKA', wrong('one-spelling'), 'after GET /API/SAKA'],
])('%s that goes round the limit is caught', async (_, rateLimit, said) => {
  expect(await failures(rateLimit)).toEqual({
    'every method and every spelling of the path counts': expect.stringContaining(said),
  })
})

test.each(Object.entries(styles))(
  'a correct solution in another style passes: %s',
  async (_, style) => {
    expect(await failures(style.rateLimit)).toEqual({})
  },
)

test('another correct way passes all checks: a transaction instead of a script', async () => {
  expect(await failures(anotherSolution)).toEqual({})
})

test('the untouched exercise fails one check, the headers', async () => {
  expect(await failures(exercise)).toEqual({
    'every answer carries RateLimit-Policy and RateLimit': expect.stringContaining(
      'RateLimit-Policy of four answers, limit 2 per 30 s',
    ),
  })
})

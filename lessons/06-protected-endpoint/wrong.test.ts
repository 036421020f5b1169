import { expect, inject, test, vi } from 'vitest'
import { openTestClient } from '../open-test-client.ts'
import { byName } from '../wrong-variants.ts'
import { type CreateApp, checks } from './checks.ts'
import { createApp as exercise } from './exercise/app.ts'
import { createApp as anotherSolution } from './solution-2/app.ts'

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

test('a limiter behind the handler never runs', async () => {
  expect(await failures(wrong('limiter-after-handler'))).toMatchObject({
    'the sixth request in a window gets 429': expect.stringContaining(
      'six requests to GET /api/saka, limit 5: expected [ 200, 200, 200, 200, 200, 200 ]',
    ),
    'each request counts once': expect.stringContaining(
      "rate:127.0.0.1 after one request to GET /api/saka: expected null to be '1'",
    ),
  })
})

test('a limiter on the whole app counts what has no limit', async () => {
  expect(await failures(wrong('limiter-on-the-whole-app'))).toEqual({
    'the other routes are neither limited nor counted': expect.stringContaining(
      'three requests to GET /healthz, which has no limit: expected [ 200, 429, 429 ]',
    ),
  })
})

test('a limiter mounted twice counts twice', async () => {
  expect(await failures(wrong('limiter-twice'))).toMatchObject({
    'each request counts once': expect.stringContaining(
      "rate:127.0.0.1 after one request to GET /api/saka: expected '2' to be '1'",
    ),
  })
})

test('work that is done before the limiter is asked is not saved', async () => {
  expect(await failures(wrong('work-before-limiter'))).toMatchObject({
    'a refused request never reaches the handler': expect.stringContaining(
      'a refusal must cost no work: expected 5 to be 2',
    ),
  })
})

test('a joke that a cache may keep is caught', async () => {
  expect(await failures(wrong('cacheable-joke'))).toEqual({
    'no cache keeps a joke': expect.stringContaining('answers in your place, uncounted'),
  })
})

test('a joke as HTML is caught', async () => {
  expect(await failures(wrong('html-joke'))).toEqual({
    'a joke is plain text': expect.stringContaining(
      "a joke is text, not a page: expected 'text/html' to be 'text/plain'",
    ),
  })
})

test.each([
  ['HEAD', wrong('head-goes-round'), 'HEAD /api/saka'],
  ['/API/SAKA', wrong('one-spelling'), 'GET /API/SAKA'],
])('%s that goes round the limit is caught', async (_, createApp, way) => {
  expect(await failures(createApp)).toEqual({
    'every method and every spelling of the path is limited': expect.stringContaining(
      `${way} after the limit of 1 is used up: the same joke, the same limit: expected 200`,
    ),
  })
})

test('a limiter that nobody waits for is caught', async () => {
  expect(await failures(wrong('promise-dropped'))).toMatchObject({
    'a refused request never reaches the handler': expect.stringContaining(
      'a refusal must cost no work: expected 5 to be 2',
    ),
  })
})

test.each(Object.entries(styles))(
  'a correct solution in another style passes: %s',
  async (_, style) => {
    expect(await failures(style.createApp)).toEqual({})
  },
)

test('another correct way passes all checks: a router with the limiter at its door', async () => {
  expect(await failures(anotherSolution)).toEqual({})
})

test('the untouched exercise tells its joke, unprotected', async () => {
  const failed = await failures(exercise)
  expect(failed).toMatchObject({
    'the sixth request in a window gets 429': expect.stringContaining(
      'six requests to GET /api/saka, limit 5',
    ),
    'no cache keeps a joke': expect.any(String),
  })
  expect(failed).not.toHaveProperty('the other routes are neither limited nor counted')
})

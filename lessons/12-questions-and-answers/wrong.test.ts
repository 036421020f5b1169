import { expect, inject, test, vi } from 'vitest'
import { openTestClient } from '../open-test-client.ts'
import { byName } from '../wrong-variants.ts'
import { checks } from './checks.ts'
import { createApi as exercise } from './exercise/api.ts'
import { createApi as anotherSolution } from './solution-2/api.ts'
import type { CreateApi } from './visit-api.ts'

const wrong = byName(
  import.meta.glob<CreateApi>('./wrong/*.{patch,ts}', { eager: true, import: 'createApi' }),
)
const styles = import.meta.glob<{ createApi: CreateApi }>('./styles/*.ts', { eager: true })

vi.setConfig({ testTimeout: 30_000 })

/** Check -> the first line of what it says, for those that fail. */
async function failures(createApi: CreateApi): Promise<Record<string, string>> {
  const failed: Record<string, string> = {}
  const runs = Object.entries(checks).map(async ([name, check]) => {
    const valkey = await openTestClient(inject('valkey'))
    await check({ createApi, valkey })
      .catch((error) => {
        failed[name] = String(error.message).split('\n')[0] ?? ''
      })
      .finally(() => valkey.disconnect())
  })
  await Promise.all(runs)
  return failed
}

const says = (part: string) => expect.stringContaining(part)
const day = 'what the minute refuses does not use up the day'

test('another correct solution passes', async () => {
  expect(await failures(anotherSolution)).toEqual({})
})

test('believing X-Forwarded-For lets one address be many', async () => {
  expect(await failures(wrong('believes-forwarded'))).toMatchObject({
    'a made-up X-Forwarded-For buys no logins': says(
      'each with another made-up X-Forwarded-For: expected [ 401, 401, 401, 401 ]',
    ),
  })
})

test('comparing the path leaves other spellings of the route unlimited', async () => {
  expect(await failures(wrong('compares-the-path'))).toMatchObject({
    'a route is limited however it is spelt': says(
      'asked for as /api/report/, /API/Report and /api/report?again=1, after the limit of 2: expected [ 200, 200, 429 ]',
    ),
  })
})

test('counting before knowing who it is fills Valkey with made-up keys, and tells the real ones', async () => {
  expect(await failures(wrong('counts-before-knowing'))).toMatchObject({
    'made-up API keys leave nothing in Valkey': says('anybody could fill its memory'),
    'no API key stands in Valkey': says('tell an API key to whoever may list them'),
  })
})

test('asking the day before the minute uses up the day with refusals', async () => {
  expect(await failures(wrong('day-before-minute'))).toMatchObject({
    [day]: says('those must not use up the day'),
  })
})

test('milliseconds where seconds are wanted are caught', async () => {
  expect(await failures(wrong('day-in-milliseconds'))).toMatchObject({
    'answers say which policies hold, in seconds': says('20 a day (86400 s) and 60 a minute'),
  })
})

test('one name for all policies mixes up their counters', async () => {
  expect(await failures(wrong('one-name-for-all'))).toMatchObject({
    'reports are limited per API key': says(
      'three reports with one API key, limit 2: expected [ 200, 429, 429 ]',
    ),
  })
})

test('a quota per API key is none per user', async () => {
  expect(await failures(wrong('user-by-key'))).toMatchObject({
    'a user has one quota for everything under /api, with any key': says('the keys share it'),
  })
})

test('a limiter route by route leaves out what is added later', async () => {
  expect(await failures(wrong('route-by-route'))).toMatchObject({
    'a user has one quota for everything under /api, with any key': says(
      'the quota is for everything under /api: expected [ 404 ]',
    ),
  })
})

test('doing the work before asking saves nothing', async () => {
  expect(await failures(wrong('works-then-asks'))).toMatchObject({
    'a refused report costs no work': says('three of them refused: expected 5 to be 2'),
  })
})

test('HEAD that goes round the limit is caught', async () => {
  expect(await failures(wrong('head-goes-round'))).toMatchObject({
    'a HEAD is no way round': says('reports made for two GET and two HEAD, limit 2: expected 4'),
  })
})

test('a report that does not wait for its limiter is caught', async () => {
  expect(await failures(wrong('promise-dropped'))).toMatchObject({
    'a refused report costs no work': says('five reports with one API key, limit 2'),
    'requests at the same time pass no limit': says('six reports at once pass a limit of 2'),
  })
})

test('logins that are counted in memory are caught', async () => {
  expect(await failures(wrong('memory-decides'))).toMatchObject({
    'two processes share the counters in Valkey': says(
      'after all counters were deleted in Valkey: nothing may be remembered: expected [ 429',
    ),
  })
})

test('refusals that are remembered are caught', async () => {
  expect(await failures(wrong('remembers-refusals'))).toMatchObject({
    'two processes share the counters in Valkey': says('nothing may be remembered'),
  })
})

test.each(Object.entries(styles))(
  'a correct solution in another style passes: %s',
  async (_, style) => {
    expect(await failures(style.createApi)).toEqual({})
  },
)

test('the untouched exercise lacks two policies, the logins hold', async () => {
  const failed = await failures(exercise)
  expect(failed).toMatchObject({
    'a user has one quota for everything under /api, with any key': says('the keys share it'),
    'reports are limited per API key': says('three reports with one API key, limit 2'),
    [day]: says('ten reports in a row'),
  })
  expect(Object.keys(failed)).not.toContain('logins are limited per address')
})

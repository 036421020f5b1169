import { expect, inject, test, vi } from 'vitest'
import { openTestClient } from '../open-test-client.ts'
import { byName } from '../wrong-variants.ts'
import { checks } from './checks.ts'
import { createSakaClient as exercise } from './exercise/saka-client.ts'
import type { CreateSakaClient } from './serve-app.ts'
import { createSakaClient as anotherSolution } from './solution-2/saka-client.ts'

const wrong = byName(
  import.meta.glob<CreateSakaClient>('./wrong/*.{patch,ts}', {
    eager: true,
    import: 'createSakaClient',
  }),
)
const styles = import.meta.glob<{ createSakaClient: CreateSakaClient }>('./styles/*.ts', {
  eager: true,
})

vi.setConfig({ testTimeout: 30_000 })

/** Check -> the first line of what it says, for those that fail. */
async function failures(createSakaClient: CreateSakaClient): Promise<Record<string, string>> {
  const failed: Record<string, string> = {}
  const runs = Object.entries(checks).map(async ([name, check]) => {
    const valkey = await openTestClient(inject('valkey'))
    await check({ createSakaClient, valkey })
      .catch((error) => {
        failed[name] = String(error.message).split('\n')[0] ?? ''
      })
      .finally(() => valkey.disconnect())
  })
  await Promise.all(runs)
  return failed
}

test('a 429 that is thrown loses its wait', async () => {
  expect(await failures(wrong('throws-on-429'))).toMatchObject({
    'a 429 is a value too, and says how long to wait': expect.stringContaining(
      "what ask() gives for a 429 with Retry-After: 7: expected { kind: 'failed'",
    ),
  })
})

test('a refusal that is shown as the joke is caught', async () => {
  expect(await failures(wrong('shows-the-refusal'))).toMatchObject({
    'a 429 is a value too, and says how long to wait': expect.stringContaining(
      "what ask() gives for a 429 with Retry-After: 7: expected { kind: 'joke'",
    ),
  })
})

test('trying again at once is caught', async () => {
  expect(await failures(wrong('retries-at-once'))).toMatchObject({
    'nothing is sent before its time': expect.stringContaining(
      'what ask() gives when the server says 7 s: expected',
    ),
  })
})

test('seconds taken for milliseconds end the wait too early', async () => {
  expect(await failures(wrong('reads-milliseconds'))).toMatchObject({
    'the wait counts down by the clock': expect.stringContaining(
      'secondsLeft() three times at the same moment: expected [ 1, 1, 1 ] to deeply equal [ 7, 7, 7 ]',
    ),
  })
})

test('a date that becomes NaN is caught', async () => {
  expect(await failures(wrong('knows-no-date'))).toMatchObject({
    'Retry-After may be a date': expect.stringContaining(
      'what ask() gives for a Retry-After of a date in 11.3 s, rounded up',
    ),
    'whatever Retry-After says, a second is waited': expect.stringContaining('Retry-After: 0'),
  })
})

test('a wait that is rounded down ends before its date', async () => {
  expect(await failures(wrong('rounds-the-wait-down'))).toEqual({
    'Retry-After may be a date': expect.stringContaining(
      'what ask() gives for a Retry-After of a date in 11.3 s, rounded up',
    ),
  })
})

test('a countdown of ticks does not keep time', async () => {
  expect(await failures(wrong('counts-ticks'))).toMatchObject({
    'the wait counts down by the clock': expect.stringContaining(
      'secondsLeft() three times at the same moment: expected [ 7, 6, 5 ]',
    ),
  })
})

test('a countdown that holds nothing back is caught', async () => {
  expect(await failures(wrong('asks-while-waiting'))).toMatchObject({
    'nothing is sent before its time': expect.stringContaining(
      'what ask() gives a moment before the 7 s are over: expected { kind:',
    ),
  })
})

test('a wait that is shared by all clients is caught', async () => {
  expect(await failures(wrong('one-wait-for-all'))).toMatchObject({
    // The checks run at the same time, and here they share one wait: of whose refusal it is, is chance.
    'each client waits for itself': expect.stringMatching(
      /secondsLeft\(\) of a client that was never refused: expected \d+ to be \+0/,
    ),
  })
})

test('a second refusal that is not obeyed is caught', async () => {
  expect(await failures(wrong('waits-only-once'))).toEqual({
    'nothing is sent before its time': expect.stringContaining(
      'what ask() gives a moment before the 3 s are over: expected',
    ),
  })
})

test.each(Object.entries(styles))(
  'a correct solution in another style passes: %s',
  async (_, style) => {
    expect(await failures(style.createSakaClient)).toEqual({})
  },
)

test('another correct way passes all checks: a class and a span of time', async () => {
  expect(await failures(anotherSolution)).toEqual({})
})

test('the untouched exercise takes a 429 for a failure', async () => {
  const failed = await failures(exercise)
  expect(failed).toMatchObject({
    'a 429 is a value too, and says how long to wait': expect.stringContaining(
      "what ask() gives for a 429 with Retry-After: 7: expected { kind: 'failed'",
    ),
  })
  expect(failed).not.toHaveProperty('a 503 is no refusal, but it has a wait as well')
})

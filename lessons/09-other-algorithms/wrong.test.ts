import { afterAll, expect, inject, test } from 'vitest'
import serversOwn from '../../server/limiter/algorithms/sliding-window-counter/sliding-window-counter.lua?raw'
import { openTestClient } from '../open-test-client.ts'
import { byName } from '../wrong-variants.ts'
import { checks } from './checks.ts'
import { decideByScript } from './decide.ts'
import exercise from './exercise/sliding-window-counter.lua?raw'
import anotherSolution from './solution-2/sliding-window-counter.lua?raw'

const valkey = await openTestClient(inject('valkey'))
afterAll(() => valkey.disconnect())

const wrong = byName(
  import.meta.glob<string>('./wrong/*.{patch,lua}', {
    eager: true,
    query: '?raw',
    import: 'default',
  }),
)
const styles = import.meta.glob<string>('./styles/*.lua', {
  eager: true,
  query: '?raw',
  import: 'default',
})

/** Check -> the first line of what it says, for those that fail. */
async function failures(lua: string): Promise<Record<string, string>> {
  const failed: Record<string, string> = {}
  const decide = decideByScript(lua)
  const runs = Object.entries(checks).map(([name, check]) =>
    check({ decide, valkey, key: crypto.randomUUID() }).catch((error) => {
      failed[name] = String(error.message).split('\n')[0] ?? ''
    }),
  )
  await Promise.all(runs)
  return failed
}

const weighed = 'the last window counts by the part of it that still overlaps'
const says = (text: string) => expect.stringContaining(text)
const timeout = 30_000

test.concurrent('a second, different solution passes', { timeout }, async () => {
  expect(await failures(anotherSolution)).toEqual({})
})

test.concurrent.each(Object.entries(styles))(
  'a correct script in another style passes: %s',
  { timeout },
  async (_, script) => {
    expect(await failures(script)).toEqual({})
  },
)

test.concurrent('the script that the server runs passes', { timeout }, async () => {
  expect(await failures(serversOwn)).toEqual({})
})

test.concurrent('a last window that counts in full shuts everybody out', { timeout }, async () => {
  expect(await failures(wrong('last-window-in-full'))).toMatchObject({
    [weighed]: says('the last one must count less and less: expected 0 to be greater than'),
  })
})

test.concurrent('a weight the wrong way round lets the boundary burst through', {
  timeout,
}, async () => {
  expect(await failures(wrong('weight-upside-down'))).toMatchObject({
    [weighed]: says('twice the limit at the boundary: expected'),
  })
})

test.concurrent('the clock of whoever asks gives every server a window of its own', {
  timeout,
}, async () => {
  expect(await failures(wrong('callers-clock'))).toMatchObject({
    'servers whose clocks disagree share one count': says(
      'five minutes ahead: expected 12 to be 6',
    ),
  })
})

test.concurrent('a weight by the caller’s clock forgets the last window', {
  timeout,
}, async () => {
  const theirPlace = 'windowUs - (ARGV[3] * 1000) % windowUs'
  const byPhase = wrong('callers-clock-in-the-weight').replace(
    /local overlap = .*/,
    `local overlap = (${theirPlace}) / windowUs`,
  )
  expect(byPhase).toContain(theirPlace)
  for (const lua of [wrong('callers-clock-in-the-weight'), byPhase]) {
    expect(await failures(lua)).toMatchObject({
      'servers whose clocks disagree share one count': says(
        'pass a server whose clock is five minutes ahead',
      ),
    })
  }
})

test.concurrent('whole seconds are too coarse for a weight', { timeout }, async () => {
  // Of two windows in one second it sees one; and between two seconds it leaves one out.
  const sentence = /the last one must count less and less|twice the limit at the boundary/
  expect(await failures(wrong('whole-seconds'))).toMatchObject({
    [weighed]: expect.stringMatching(sentence),
  })
})

test.concurrent('an expiry of one window forgets what the next one needs', {
  timeout,
}, async () => {
  expect(await failures(wrong('expires-after-one-window'))).toEqual({
    [weighed]: says('the last one is forgotten too early: expected'),
  })
})

test.concurrent('a key without an expiry stays for ever', { timeout }, async () => {
  expect(await failures(wrong('forgets-the-expiry'))).toEqual({
    'the key goes by itself when it is no longer needed': says(
      '-1 is a key that is never deleted: expected -1 not to be -1',
    ),
  })
})

test.concurrent('refused requests that count shut a client out', { timeout }, async () => {
  expect(await failures(wrong('counts-refused'))).toMatchObject({
    'refused requests do not count': says('refused requests must not count: expected 0 to be'),
  })
})

test.concurrent('an off by one lets eleven through', { timeout }, async () => {
  expect(await failures(wrong('one-too-many'))).toMatchObject({
    'within a window the limit passes, and no more': says('a limit of 10: expected 11 to be 10'),
  })
})

test.concurrent('a window from long ago is not the last one', { timeout }, async () => {
  expect(await failures(wrong('any-older-window'))).toEqual({
    'a window before the last one is forgotten': says('only the window just before may count'),
  })
})

test.concurrent('the untouched exercise fails one check, the weight', { timeout }, async () => {
  expect(await failures(exercise)).toEqual({
    [weighed]: says('twice the limit at the boundary: expected 10 to be less than'),
  })
})

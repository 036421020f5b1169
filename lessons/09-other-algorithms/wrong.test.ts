import { afterAll, expect, inject, test } from 'vitest'
import serversOwn from '../../server/limiter/algorithms/sliding-window-counter/sliding-window-counter.lua?raw'
import { openTestClient } from '../open-test-client.ts'
import { checks } from './checks.ts'
import { decideByScript } from './decide.ts'
import exercise from './exercise/sliding-window-counter.lua?raw'
import anotherSolution from './solution-2/sliding-window-counter.lua?raw'
import anyOlderWindow from './wrong/any-older-window.lua?raw'
import callersClock from './wrong/callers-clock.lua?raw'
import callersClockInTheWeight from './wrong/callers-clock-in-the-weight.lua?raw'
import countsRefused from './wrong/counts-refused.lua?raw'
import expiresAfterOneWindow from './wrong/expires-after-one-window.lua?raw'
import forgetsTheExpiry from './wrong/forgets-the-expiry.lua?raw'
import lastWindowInFull from './wrong/last-window-in-full.lua?raw'
import oneTooMany from './wrong/one-too-many.lua?raw'
import weightUpsideDown from './wrong/weight-upside-down.lua?raw'
import wholeSeconds from './wrong/whole-seconds.lua?raw'

const valkey = await openTestClient(inject('valkey'))
afterAll(() => valkey.disconnect())

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

test.concurrent('the script that the server runs passes', { timeout }, async () => {
  expect(await failures(serversOwn)).toEqual({})
})

test.concurrent('a last window that counts in full shuts everybody out', { timeout }, async () => {
  expect(await failures(lastWindowInFull)).toMatchObject({
    [weighed]: says('the last one must count less and less: expected 0 to be greater than'),
  })
})

test.concurrent('a weight the wrong way round lets the boundary burst through', {
  timeout,
}, async () => {
  expect(await failures(weightUpsideDown)).toMatchObject({
    [weighed]: says('twice the limit at the boundary: expected'),
  })
})

test.concurrent('the clock of whoever asks gives every server a window of its own', {
  timeout,
}, async () => {
  expect(await failures(callersClock)).toMatchObject({
    'servers whose clocks disagree share one count': says(
      'five minutes ahead: expected 12 to be 6',
    ),
  })
})

test.concurrent('a weight by the caller’s clock forgets the last window', {
  timeout,
}, async () => {
  const theirPlace = 'windowUs - (ARGV[3] * 1000) % windowUs'
  const byPhase = callersClockInTheWeight.replace(
    /local overlap = .*/,
    `local overlap = (${theirPlace}) / windowUs`,
  )
  expect(byPhase).toContain(theirPlace)
  for (const lua of [callersClockInTheWeight, byPhase]) {
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
  expect(await failures(wholeSeconds)).toMatchObject({ [weighed]: expect.stringMatching(sentence) })
})

test.concurrent('an expiry of one window forgets what the next one needs', {
  timeout,
}, async () => {
  expect(await failures(expiresAfterOneWindow)).toEqual({
    [weighed]: says('the last one is forgotten too early: expected'),
  })
})

test.concurrent('a key without an expiry stays for ever', { timeout }, async () => {
  expect(await failures(forgetsTheExpiry)).toEqual({
    'the key goes by itself when it is no longer needed': says(
      '-1 is a key that is never deleted: expected -1 not to be -1',
    ),
  })
})

test.concurrent('refused requests that count shut a client out', { timeout }, async () => {
  expect(await failures(countsRefused)).toMatchObject({
    'refused requests do not count': says('refused requests must not count: expected 0 to be'),
  })
})

test.concurrent('an off by one lets eleven through', { timeout }, async () => {
  expect(await failures(oneTooMany)).toMatchObject({
    'within a window the limit passes, and no more': says('a limit of 10: expected 11 to be 10'),
  })
})

test.concurrent('a window from long ago is not the last one', { timeout }, async () => {
  expect(await failures(anyOlderWindow)).toEqual({
    'a window before the last one is forgotten': says('only the window just before may count'),
  })
})

test.concurrent('the untouched exercise fails one check, the weight', { timeout }, async () => {
  expect(await failures(exercise)).toEqual({
    [weighed]: says('twice the limit at the boundary: expected 10 to be less than'),
  })
})

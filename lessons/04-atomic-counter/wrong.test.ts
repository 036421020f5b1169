import { afterAll, expect, inject, test, vi } from 'vitest'
import { openTestClient } from '../open-test-client.ts'
import { byName } from '../wrong-variants.ts'
import { checks } from './checks.ts'
import exercise from './exercise/fixed-window.lua?raw'
import { type Increment, incrementByScript } from './increment.ts'
import anotherSolution from './solution-2/fixed-window.lua?raw'
import { increment as getThenSet } from './wrong/get-then-set.ts'
import { increment as incrThenExpire } from './wrong/incr-then-expire.ts'

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

vi.setConfig({ testTimeout: 30_000 })

/** Check -> the first line of what it says, for those that fail. */
async function failures(increment: Increment): Promise<Record<string, string>> {
  const failed: Record<string, string> = {}
  const runs = Object.entries(checks).map(([name, check]) =>
    check({ increment, valkey, key: crypto.randomUUID() }).catch((error) => {
      failed[name] = String(error.message).split('\n')[0] ?? ''
    }),
  )
  await Promise.all(runs)
  return failed
}

const lostExpiry = {
  'a counter that lost its expiry gets a new one': expect.stringContaining(
    'PTTL after the expiry was lost (PERSIST) and one more hit of a 60 s window came: it must be set again: expected -1 to be greater than 59000',
  ),
}

test('GET then SET: twenty requests at once all count as the first', async () => {
  const key = crypto.randomUUID()
  const hits = await Promise.all(Array.from({ length: 20 }, () => getThenSet(valkey, key, 60)))
  expect(hits.map(([count]) => count)).toEqual(Array.from({ length: 20 }, () => 1))
  expect(await failures(getThenSet)).toEqual({
    'twenty hits at once get the numbers 1 to 20': expect.stringContaining(
      'the counts of 20 hits at once, from two processes: each number exactly once',
    ),
    ...lostExpiry,
  })
})

test('INCR without EXPIRE: the window never ends', async () => {
  expect(await failures(incrementByScript(wrong('incr-without-expire')))).toMatchObject({
    'the first hit opens the window': expect.stringContaining('expected -1 to be greater than'),
    'after the window the count starts again at 1': expect.stringContaining(
      'PTTL in a 1 s window: -1 never ends',
    ),
    ...lostExpiry,
  })
})

test('INCR then EXPIRE as two calls: a crash between them leaves a counter that never ends', async () => {
  expect(await failures(incrThenExpire)).toEqual({
    'counting and expiry are one step, so a crash cannot come between': expect.stringContaining(
      '-1 is a counter that never ends: expected -1 not to be -1',
    ),
    ...lostExpiry,
  })
})

test('EXPIRE on every hit: the end of the window moves away', async () => {
  expect(await failures(incrementByScript(wrong('expire-on-every-hit')))).toEqual({
    'later hits leave the end of the window where it is': expect.stringMatching(
      /it must not move the end away: expected (60000|59\d\d\d) to be less than or equal to 30400/,
    ),
  })
})

test('a text compared with a number: no window ever begins', async () => {
  expect(await failures(incrementByScript(wrong('string-against-number')))).toMatchObject({
    'the first hit opens the window': expect.stringContaining(
      'ttlMs returned by the first hit of a 60 s window: expected -1 to be greater than 59000',
    ),
  })
})

test('seconds given as milliseconds: the window is over at once', async () => {
  expect(await failures(incrementByScript(wrong('seconds-as-milliseconds')))).toMatchObject({
    'the first hit opens the window': expect.stringMatching(
      /ttlMs returned by the first hit of a 60 s window: expected \d\d to be greater than 59000/,
    ),
  })
})

test('a repair that begins anew forgives what was counted', async () => {
  expect(await failures(incrementByScript(wrong('starts-again-on-repair')))).toEqual({
    'a counter that lost its expiry gets a new one': expect.stringContaining(
      'nothing is forgiven: expected 1 to be 2',
    ),
  })
})

test('a repair by a constant is none for another window', async () => {
  expect(await failures(incrementByScript(wrong('repairs-by-a-constant')))).toEqual({
    'a counter that lost its expiry gets a new one': expect.stringMatching(
      /a 45 s window came: a window long: expected \d+ to be less than or equal to 45000/,
    ),
  })
})

test('a repair only up to the limit shuts out who is over it', async () => {
  expect(await failures(incrementByScript(wrong('repairs-up-to-the-limit')))).toEqual({
    'a counter that lost its expiry gets a new one': expect.stringContaining(
      'PTTL after the expiry was lost (SET to 6) and one more hit of a 45 s window came: it must be set again: expected -1',
    ),
  })
})

test('a window that is opened again near its end never ends', async () => {
  expect(await failures(incrementByScript(wrong('opens-again-near-the-end')))).toMatchObject({
    'later hits leave the end of the window where it is': expect.stringMatching(
      /700 ms before the end: it must not move the end away: expected \d{5} to be/,
    ),
  })
})

test('a rounded time to live is told', async () => {
  expect(await failures(incrementByScript(wrong('whole-seconds-left')))).toMatchObject({
    'later hits leave the end of the window where it is': expect.stringMatching(
      /30400 ms before the end; then PTTL is \d+: expected 30000 to be greater than or equal to/,
    ),
  })
})

test.each(Object.entries(styles))(
  'a correct script in another style passes: %s',
  async (_, script) => {
    expect(await failures(incrementByScript(script))).toEqual({})
  },
)

test('another correct way passes all checks: EXPIRE with NX', async () => {
  expect(await failures(incrementByScript(anotherSolution))).toEqual({})
})

test('the untouched exercise fails one check, the repair', async () => {
  expect(await failures(incrementByScript(exercise))).toEqual(lostExpiry)
})

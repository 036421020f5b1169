import { afterAll, beforeAll, test as each, expect, vi } from 'vitest'
import { byName } from '../wrong-variants.ts'
import { checks } from './checks.ts'
import { openClient as exercise } from './exercise/open-client.ts'
import type { OpenClient } from './solution/open-client.ts'
import { openClient as solution2 } from './solution-2/open-client.ts'
import { openValkeysToBreak } from './visit-valkeys.ts'

let valkeys: Awaited<ReturnType<typeof openValkeysToBreak>>
beforeAll(async () => {
  valkeys = await openValkeysToBreak()
})
afterAll(() => valkeys?.close())

const wrong = byName(
  import.meta.glob<OpenClient>('./wrong/*.{patch,ts}', { eager: true, import: 'openClient' }),
)
const styles = import.meta.glob<{ openClient: OpenClient }>('./styles/*.ts', { eager: true })

/** Check -> the first line of what it says, for those that fail. */
async function failures(openClient: OpenClient): Promise<Record<string, string>> {
  const failed: Record<string, string> = {}
  for (const [name, check] of Object.entries(checks)) {
    await valkeys.run(check, openClient).catch((error) => {
      failed[name] = String(error.message).split('\n')[0] ?? ''
    })
  }
  return failed
}

const timeout = 60_000
// They wait far more than they compute, so several run at once: five, as many as Vitest starts.
const test = each.concurrent
const frozen = 'a frozen Valkey is an error, not a wait without end'
const killed = 'a killed Valkey is an error, not a wait without end'
const late = 'what was refused in an outage is not counted after it'
const twice = 'a hit whose reply was lost is not counted twice'

test('another correct solution passes', { timeout }, async () => {
  expect(await failures(solution2)).toEqual({})
})

each.concurrent.each(Object.entries(styles))(
  'a correct solution in another style passes: %s',
  { timeout },
  async (_, style) => {
    expect(await failures(style.openClient)).toEqual({})
  },
)

test('default settings: a request waits for as long as the outage lasts', { timeout }, async () => {
  expect(await failures(wrong('default-settings'))).toMatchObject({
    [frozen]: expect.stringContaining("expected 'still waiting after 1.5 s' to be 'an error'"),
    [killed]: expect.stringContaining("expected 'still waiting after 1.5 s' to be 'an error'"),
    [twice]: expect.stringContaining("it must not be sent again: expected '2' to be '1'"),
  })
})

test('without a deadline a frozen Valkey is never noticed', { timeout }, async () => {
  expect(await failures(wrong('no-deadline'))).toEqual({
    [frozen]: expect.stringContaining("expected 'still waiting after 1.5 s' to be 'an error'"),
  })
})

test('one retry counts twice', { timeout }, async () => {
  expect(await failures(wrong('retries-once'))).toEqual({
    [twice]: expect.stringContaining("it must not be sent again: expected '2' to be '1'"),
  })
})

test('the offline queue counts hits whose requests were refused', { timeout }, async () => {
  expect(await failures(wrong('offline-queue'))).toEqual({
    [late]: expect.stringContaining("must not be counted later: expected '3' to be null"),
  })
})

test('a client that gives up never comes back', { timeout }, async () => {
  expect(await failures(wrong('gives-up'))).toMatchObject({
    'after an outage it comes back by itself': expect.stringContaining(
      "it must work again without anybody's help",
    ),
  })
})

test('without an error listener nobody can say why; ioredis writes to stderr', {
  timeout,
}, async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  expect(await failures(wrong('no-listener'))).toEqual({
    'it can say why there is no connection': expect.stringContaining(
      "lastError() after a wrong password: expected 'nothing' to match /WRONGPASS/",
    ),
  })
  expect(said.mock.calls.flat().join(' ')).toContain('[ioredis] Unhandled error event')
  said.mockRestore()
})

test('the untouched exercise fails one check, the second try', { timeout }, async () => {
  expect(await failures(exercise)).toEqual({
    [twice]: expect.stringContaining("it must not be sent again: expected '2' to be '1'"),
  })
})

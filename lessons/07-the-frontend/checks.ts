// What the client must do. lesson.test.ts runs these on the solution and on your copy; wrong.test.ts proves that they
// catch the mistakes the lesson speaks of. The servers are real; the clock is the check's own, so nobody has to wait.
import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { expect } from 'vitest'
import { createProtectedApp } from '../05-express-middleware/protected-app.ts'
import { rateLimit } from '../05-express-middleware/solution/rate-limit.ts'
import { serveAnswers, serveApp } from './serve-app.ts'

type SakaClient = {
  ask(): Promise<{ kind: string; joke?: string; retryAfterSeconds?: number }>
  secondsLeft(): number
}

export type CreateSakaClient = (options: {
  url: string
  now?: () => number
  deadlineMs?: number
}) => SakaClient

/** `valkey` has a key prefix of its own for each check. */
export type Check = (parts: { createSakaClient: CreateSakaClient; valkey: Redis }) => Promise<void>

const joke = { status: 200, body: 'A joke.' }
const limited = (retryAfter: string) => ({
  status: 429,
  headers: { 'Retry-After': retryAfter },
  body: '{"title":"Request quota exceeded"}',
})

const jokeIsAValue: Check = async ({ createSakaClient }) => {
  await serveAnswers([joke], async ({ url }) => {
    const client = createSakaClient({ url })
    expect(await askOf(client), 'what ask() gives for a 200').toMatchObject({
      kind: 'joke',
      joke: 'A joke.',
    })
    expect(client.secondsLeft(), 'secondsLeft() after a 200').toBe(0)
  })
}

const refusalIsAValue: Check = async ({ createSakaClient }) => {
  await serveAnswers([limited('7')], async ({ url }) => {
    expect(
      await askOf(createSakaClient({ url })),
      'what ask() gives for a 429 with Retry-After: 7',
    ).toMatchObject({ kind: 'limited', retryAfterSeconds: 7 })
  })
}

const waitCountsDown: Check = async ({ createSakaClient }) => {
  const clock = createClock()
  await serveAnswers([limited('7')], async ({ url }) => {
    const client = createSakaClient({ url, now: clock.now })
    await askOf(client)
    const read = () => client.secondsLeft()
    expect([read(), read(), read()], 'secondsLeft() three times at the same moment').toEqual([
      7, 7, 7,
    ])
    clock.pass(1_500)
    expect(read(), 'secondsLeft() 1.5 s into a wait of 7 s, rounded up').toBe(6)
    clock.pass(60_000)
    expect(read(), 'secondsLeft() a minute later, as after a laptop slept').toBe(0)
  })
}

const waitsForItsTime: Check = async ({ createSakaClient }) => {
  const clock = createClock()
  await serveAnswers([limited('7'), joke], async ({ url, arrived }) => {
    const client = createSakaClient({ url, now: clock.now })
    await askOf(client)
    expect(arrived(), 'requests that reached the server for one ask()').toBe(1)
    clock.pass(6_999)
    expect(await askOf(client), 'what ask() gives a moment before its time').toMatchObject({
      kind: 'waiting',
    })
    expect(arrived(), 'requests that reached the server before the 7 s were over').toBe(1)
    clock.pass(1)
    expect(await askOf(client), 'what ask() gives once the 7 s are over').toMatchObject({
      kind: 'joke',
    })
  })
}

const dateIsUnderstood: Check = async ({ createSakaClient }) => {
  const clock = createClock()
  const date = new Date(clock.now() + 12_000).toUTCString()
  // A date has whole seconds, a clock has not.
  clock.pass(700)
  await serveAnswers([limited(date)], async ({ url }) => {
    const client = createSakaClient({ url, now: clock.now })
    expect(
      await askOf(client),
      'what ask() gives for a Retry-After of a date in 11.3 s, rounded up',
    ).toMatchObject({ kind: 'limited', retryAfterSeconds: 12 })
    expect(client.secondsLeft(), 'secondsLeft() for a date in 11.3 s, rounded up').toBe(12)
  })
}

const waitsASecondAtLeast: Check = async ({ createSakaClient }) => {
  const past = 'Thu, 01 Jan 1970 00:00:00 GMT'
  for (const field of ['0', 'soon', '', past]) {
    const headers = field === '' ? {} : { 'Retry-After': field }
    await serveAnswers([{ status: 429, headers }], async ({ url }) => {
      expect(
        await askOf(createSakaClient({ url })),
        `what ask() gives for a 429 with ${field === '' ? 'no Retry-After' : `Retry-After: ${field}`}`,
      ).toMatchObject({ kind: 'limited', retryAfterSeconds: 1 })
    })
  }
}

const unavailableIsNoRefusal: Check = async ({ createSakaClient }) => {
  const answer = { status: 503, headers: { 'Retry-After': '2' } }
  await serveAnswers([answer], async ({ url, arrived }) => {
    const client = createSakaClient({ url, now: createClock().now })
    expect(await askOf(client), 'what ask() gives for a 503 with Retry-After: 2').toMatchObject({
      kind: 'unavailable',
      retryAfterSeconds: 2,
    })
    await askOf(client)
    expect(arrived(), 'requests that reached the server before the 2 s were over').toBe(1)
  })
}

const failureIsAValue: Check = async ({ createSakaClient }) => {
  let gone = ''
  await serveAnswers([{ status: 500 }], async ({ url }) => {
    gone = url
    const client = createSakaClient({ url })
    expect(await askOf(client), 'what ask() gives for a 500').toMatchObject({ kind: 'failed' })
  })
  expect(
    await askOf(createSakaClient({ url: gone })),
    'what ask() gives when nobody listens there',
  ).toMatchObject({ kind: 'failed' })
  await serveAnswers(['nothing'], async ({ url }) => {
    const client = createSakaClient({ url, deadlineMs: 200 })
    expect(await askOf(client), 'what ask() gives when no answer comes in time').toMatchObject({
      kind: 'failed',
    })
  })
}

const obedienceIsRewarded: Check = async ({ createSakaClient, valkey }) => {
  const app = createProtectedApp(rateLimit({ valkey, limit: 1, windowSeconds: 1 }))
  await serveApp(app, async (url) => {
    const client = createSakaClient({ url })
    // The second request may already fall into the next window: go on until one is refused.
    for (let sent = 1; (await askOf(client)).kind !== 'limited'; sent += 1) {
      expect(sent, 'requests without one that was seen as refused, limit 1').toBeLessThan(20)
    }
    const deadline = performance.now() + 3_000
    while (client.secondsLeft() > 0) {
      expect(performance.now(), 'still waiting after 3 s, with a window of 1 s').toBeLessThan(
        deadline,
      )
      await wait(20)
    }
    expect(await askOf(client), 'the first request after the wait').toMatchObject({ kind: 'joke' })
  })
}

export const checks: Record<string, Check> = {
  'a joke is a value': jokeIsAValue,
  'a 429 is a value too, and says how long to wait': refusalIsAValue,
  'the wait counts down by the clock': waitCountsDown,
  'nothing is sent before its time': waitsForItsTime,
  'Retry-After may be a date': dateIsUnderstood,
  'whatever Retry-After says, a second is waited': waitsASecondAtLeast,
  'a 503 is no refusal, but it has a wait as well': unavailableIsNoRefusal,
  'a failure is a value': failureIsAValue,
  'who waits as told gets its joke, from the real limiter': obedienceIsRewarded,
}

/** A clock that stands until it is told to go on. It begins on a whole second, as dates in headers do. */
function createClock() {
  let time = Date.UTC(2030, 0, 1)
  return {
    now: () => time,
    pass(ms: number) {
      time += ms
    },
  }
}

/** What it throws is told as an outcome, so that the check can say what was expected instead. */
async function askOf(client: SakaClient) {
  return client.ask().catch((error: unknown) => ({ kind: `it threw ${error}` }))
}

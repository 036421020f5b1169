// What the client must do. lesson.test.ts runs these on the solution and on your copy; wrong.test.ts proves that they
// catch the mistakes the lesson speaks of. The servers are real; the clock is the check's own, so nobody has to wait.
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from 'vitest'
import { createProtectedApp } from '../05-express-middleware/protected-app.ts'
import { rateLimit } from '../05-express-middleware/solution/rate-limit.ts'
import * as waits from './check-waits.ts'
import { askOf, createClock, joke, limited } from './check-waits.ts'
import type { Check } from './serve-app.ts'
import { serveAnswers, serveApp } from './serve-app.ts'

const jokeIsAValue: Check = async ({ createSakaClient }) => {
  const answers = [joke, { ...joke, body: 'Şaka: 1 < 2 & "3"' }, { ...limited('9'), ...joke }]
  await serveAnswers([joke, ...answers], async ({ url, arrived }) => {
    const client = createSakaClient({ url })
    for (const [index, { body }] of [joke, ...answers].entries()) {
      expect(await askOf(client), 'what ask() gives for a 200').toMatchObject({
        kind: 'joke',
        joke: body,
      })
      expect(client.secondsLeft(), 'secondsLeft() after a 200').toBe(0)
      expect(arrived(), 'requests that reached the server').toBe(index + 1)
    }
  })
}

const unavailableIsNoRefusal: Check = async ({ createSakaClient }) => {
  const answer = { status: 503, headers: { 'Retry-After': '2' } }
  await serveAnswers([answer], async ({ url, arrived }) => {
    const client = createSakaClient({ url, now: createClock().now })
    expect(await askOf(client), 'what ask() gives for a 503 with Retry-After: 2').toMatchObject({
      kind: 'unavailable',
    })
    expect(client.secondsLeft(), 'secondsLeft() after it').toBeGreaterThanOrEqual(2)
    expect(client.secondsLeft(), 'secondsLeft() after it').toBeLessThanOrEqual(4)
    await askOf(client)
    expect(arrived(), 'requests that reached the server before the 2 s were over').toBe(1)
  })
}

const failureIsAValue: Check = async ({ createSakaClient }) => {
  let gone = ''
  for (const status of [500, 404, 401, 502]) {
    await serveAnswers([{ status }], async ({ url }) => {
      gone = url
      const client = createSakaClient({ url })
      expect(await askOf(client), `what ask() gives for a ${status}`).toMatchObject({
        kind: 'failed',
        reason: expect.any(String),
      })
      expect(client.secondsLeft(), `secondsLeft() after a ${status}: nothing says to wait`).toBe(0)
    })
  }
  expect(
    await askOf(createSakaClient({ url: gone })),
    'what ask() gives when nobody listens there',
  ).toMatchObject({ kind: 'failed', reason: expect.any(String) })
  for (const [answer, when] of [
    ['nothing', 'no answer comes in time'],
    ['half', 'the answer stops in the middle'],
    ['cut', 'the connection is cut in the middle of the answer'],
  ] as const) {
    await serveAnswers([answer], async ({ url }) => {
      const client = createSakaClient({ url, deadlineMs: 200 })
      expect(await askOf(client), `what ask() gives when ${when}`).toMatchObject({ kind: 'failed' })
    })
  }
}

const obedienceIsRewarded: Check = async ({ createSakaClient, valkey }) => {
  const app = createProtectedApp(rateLimit({ valkey, limit: 1, windowSeconds: 1 }))
  await serveApp(app, async (url) => {
    const client = createSakaClient({ url })
    // The second request may already fall into the next window: go on until one is refused.
    for (let sent = 1; (await askOf(client)).kind !== 'limited'; sent += 1) {
      expect(sent, 'requests without one that was seen as refused, limit 1').toBeLessThan(20)
    }
    const deadline = performance.now() + 6_000
    while (client.secondsLeft() > 0) {
      expect(performance.now() < deadline, 'whether a wait ends within 6 s, window 1 s').toBe(true)
      await wait(20)
    }
    expect(await askOf(client), 'the first request after the wait').toMatchObject({ kind: 'joke' })
  })
}

export const checks: Record<string, Check> = {
  'a joke is a value': jokeIsAValue,
  'a 429 is a value too, and says how long to wait': waits.refusalIsAValue,
  'the wait counts down by the clock': waits.waitCountsDown,
  'nothing is sent before its time': waits.waitsForItsTime,
  'each client waits for itself': waits.eachWaitsForItself,
  'Retry-After may be a date': waits.dateIsUnderstood,
  'whatever Retry-After says, a second is waited': waits.waitsASecondAtLeast,
  'a 503 is no refusal, but it has a wait as well': unavailableIsNoRefusal,
  'a failure is a value': failureIsAValue,
  'who waits as told gets its joke, from the real limiter': obedienceIsRewarded,
}

// What is waited for, and how long: checks of lesson 7 that pass time on a clock of their own.
import { expect } from 'vitest'
import type { Check, SakaClient } from './serve-app.ts'
import { serveAnswers } from './serve-app.ts'

export const joke = { status: 200, body: 'A joke.' }
export const limited = (retryAfter: string) => ({
  status: 429,
  headers: { 'Retry-After': retryAfter },
  body: '{"title":"Request quota exceeded"}',
})

/** So much may be added to a wait, in seconds, so that not all clients come back at the same moment: the lesson advises it. */
const chance = 2

export const refusalIsAValue: Check = async ({ createSakaClient }) => {
  for (const seconds of [7, 1, 30, 3600]) {
    await serveAnswers([limited(`${seconds}`)], async ({ url }) => {
      const told = `what ask() gives for a 429 with Retry-After: ${seconds}`
      const client = createSakaClient({ url, now: createClock().now })
      expectWait(await askOf(client), 'limited', seconds, told)
      const left = client.secondsLeft()
      expect(left, `secondsLeft() right after it, Retry-After: ${seconds}`).toBe(
        closest(left, seconds),
      )
    })
  }
}

export const waitCountsDown: Check = async ({ createSakaClient }) => {
  const clock = createClock()
  await serveAnswers([limited('7')], async ({ url }) => {
    const client = createSakaClient({ url, now: clock.now })
    await askOf(client)
    const read = () => client.secondsLeft()
    const first = read()
    expect([first, read(), read()], 'secondsLeft() three times at the same moment').toEqual([
      closest(first, 7),
      closest(first, 7),
      closest(first, 7),
    ])
    for (const [passMs, left, when] of [
      [1_500, 6, '1.5 s into a wait of 7 s, rounded up'],
      [500, 5, '2 s into a wait of 7 s'],
      [4_900, 1, '6.9 s into a wait of 7 s, rounded up'],
    ] as const) {
      clock.pass(passMs)
      const seconds = read()
      expect(seconds, `secondsLeft() ${when}`).toBe(closest(seconds, left))
    }
    clock.pass(60_000)
    expect(read(), 'secondsLeft() a minute later, as after a laptop slept').toBe(0)
  })
}

export const waitsForItsTime: Check = async ({ createSakaClient }) => {
  const clock = createClock()
  const answers = [
    limited('7'),
    limited('3'),
    { status: 503, headers: { 'Retry-After': '2' } },
    joke,
  ]
  await serveAnswers([joke, ...answers], async ({ url, arrived }) => {
    const client = createSakaClient({ url, now: clock.now })
    await askOf(client)
    const kinds = { 7: 'limited', 3: 'limited', 2: 'unavailable' } as const
    for (const [index, seconds] of ([7, 3, 2] as const).entries()) {
      const told = `what ask() gives when the server says ${seconds} s`
      expectWait(await askOf(client), kinds[seconds], seconds, told)
      expect(arrived(), 'requests that reached the server, one for each ask()').toBe(index + 2)
      clock.pass(seconds * 1000 - 1)
      expect(
        await askOf(client),
        `what ask() gives a moment before the ${seconds} s are over`,
      ).toMatchObject({ kind: 'waiting' })
      expect(client.secondsLeft(), 'secondsLeft() at that moment').toBeGreaterThan(0)
      expect(arrived(), `requests that reached the server before the ${seconds} s were over`).toBe(
        index + 2,
      )
      clock.pass(1)
      // What was added by chance passes too, but no more than that.
      for (let added = 0; client.secondsLeft() > 0 && added < chance * 10; added += 1)
        clock.pass(100)
      expect(client.secondsLeft(), `secondsLeft() once the ${seconds} s are over`).toBe(0)
    }
    expect(await askOf(client), 'what ask() gives once all waits are over').toMatchObject({
      kind: 'joke',
    })
    expect(await askOf(client), 'what ask() gives right behind a joke').toMatchObject({
      kind: 'joke',
    })
  })
}

export const eachWaitsForItself: Check = async ({ createSakaClient }) => {
  const clock = createClock()
  await serveAnswers([limited('60'), joke], async ({ url }) => {
    const one = createSakaClient({ url, now: clock.now })
    const other = createSakaClient({ url, now: clock.now })
    await askOf(one)
    expect(other.secondsLeft(), 'secondsLeft() of a client that was never refused').toBe(0)
    expect(await askOf(other), 'what ask() gives that client').toMatchObject({ kind: 'joke' })
    expect(one.secondsLeft(), 'secondsLeft() of the client that was refused').toBeGreaterThan(0)
  })
}

export const dateIsUnderstood: Check = async ({ createSakaClient }) => {
  for (const [status, seconds] of [
    [429, 12],
    [503, 12],
    [429, 7200],
  ] as const) {
    const clock = createClock()
    const date = new Date(clock.now() + seconds * 1000).toUTCString()
    // A date has whole seconds, a clock has not.
    clock.pass(700)
    const answer = { status, headers: { 'Retry-After': date } }
    await serveAnswers([answer], async ({ url }) => {
      const client = createSakaClient({ url, now: clock.now })
      const kind = status === 429 ? 'limited' : 'unavailable'
      const away = `a date in ${(seconds - 0.7).toFixed(1)} s, rounded up`
      const told = `what ask() gives for a Retry-After of ${away}`
      expectWait(await askOf(client), kind, seconds, told)
      const left = client.secondsLeft()
      expect(left, `secondsLeft() for ${away}`).toBe(closest(left, seconds))
    })
  }
}

export const waitsASecondAtLeast: Check = async ({ createSakaClient }) => {
  const past = 'Thu, 01 Jan 1970 00:00:00 GMT'
  for (const field of ['0', 'soon', '', past]) {
    for (const status of [429, 503]) {
      const headers = field === '' ? {} : { 'Retry-After': field }
      await serveAnswers([{ status, headers }], async ({ url }) => {
        const client = createSakaClient({ url, now: createClock().now })
        const kind = status === 429 ? 'limited' : 'unavailable'
        const told = `what ask() gives for a ${status} with ${field === '' ? 'no Retry-After' : `Retry-After: ${field}`}`
        expectWait(await askOf(client), kind, 1, told)
        expect(client.secondsLeft(), `secondsLeft() after that ${status}`).toBeGreaterThan(0)
      })
    }
  }
}

/** A clock that stands until it is told to go on. It begins on a whole second, as dates in headers do. */
export function createClock() {
  let time = Date.UTC(2030, 0, 1)
  return {
    now: () => time,
    pass(ms: number) {
      time += ms
    },
  }
}

/** What it throws is told as an outcome, so that the check can say what was expected instead. */
export async function askOf(client: SakaClient) {
  return client.ask().catch((error: unknown) => ({ kind: `it threw ${error}` }))
}

/** `wanted`, or what came when that is more by no more than chance may add. */
function closest(came: number | undefined, wanted: number): number {
  return came !== undefined && came >= wanted && came <= wanted + chance ? came : wanted
}

function expectWait(
  outcome: Awaited<ReturnType<SakaClient['ask']>>,
  kind: string,
  seconds: number,
  told: string,
): void {
  const retryAfterSeconds = closest(outcome.retryAfterSeconds, seconds)
  expect(outcome, told).toMatchObject({ kind, retryAfterSeconds })
}

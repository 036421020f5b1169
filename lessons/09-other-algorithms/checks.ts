// What a sliding window counter must do. lesson.test.ts runs these on the solution and on your copy; wrong.test.ts
// proves that they catch the mistakes the lesson speaks of, and that a second solution and the server's own pass.
import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { expect } from 'vitest'
import type { Decide } from './decide.ts'

/** `key` is a fresh one for each check. */
export type Check = (parts: { decide: Decide; valkey: Redis; key: string }) => Promise<void>

/** Three windows of it are seen in a second and a half; a machine that is too busy to be in time has another try. */
const windowMs = 500
const policy = { limit: 10, windowMs }

const limitPasses: Check = async ({ decide, valkey, key }) => {
  await inTime(async (attempt) => {
    const { passed, from, to } = await burst({ decide, valkey, key: `${key}:${attempt}` }, 14)
    if (to.window !== from.window) return false
    expect(passed, 'how many of 14 requests in one window pass a limit of 10').toBe(10)
    return true
  })
}

const lastWindowIsWeighed: Check = async ({ decide, valkey, key }) => {
  await inTime(async (attempt) => {
    const parts = { decide, valkey, key: `${key}:${attempt}` }
    // Asks nothing more until the middle of the next window: whatever writes the key late must not hide its expiry.
    const quiet = { ...parts, key: `${parts.key}:quiet` }
    const first = await fillOneWindow(parts)
    const alike = await burst(quiet, 10)
    if (first === undefined || alike.from.window !== first || alike.to.share > 0.45) return false

    await untilShare(valkey, first + 1, 0)
    const early = await burst(parts, 10)
    if (early.to.window !== first + 1 || early.to.share > 0.2) return false
    expect(
      early.passed,
      `${percent(early.to)} into the new window, after 10 in the last one, so many of 10 pass: twice the limit at the boundary`,
    ).toBeLessThanOrEqual(mostThatFit(early.to))

    await untilShare(valkey, first + 1, 0.5)
    const half = await burst(parts, 10)
    const silent = await burst(quiet, 10)
    if (silent.to.window !== first + 1 || silent.to.share > 0.8) return false
    const passed = early.passed + half.passed
    expect(
      Math.max(passed, silent.passed),
      `so many have passed ${percent(silent.to)} into the new window, after 10 in the last one: the last one is forgotten too early`,
    ).toBeLessThanOrEqual(mostThatFit(silent.to))
    expect(
      passed,
      `so many have passed ${percent(half.from)} into the new window, after 10 in the last one: the last one must count less and less`,
    ).toBeGreaterThanOrEqual(fewestThatFit(half.from))
    return true
  })
}

const refusedCostNothing: Check = async ({ decide, valkey, key }) => {
  await inTime(async (attempt) => {
    const parts = { decide, valkey, key: `${key}:${attempt}` }
    const first = await fillOneWindow(parts, 60)
    if (first === undefined) return false
    await untilShare(valkey, first + 1, 0.5)
    const half = await burst(parts, 10)
    if (half.to.window !== first + 1) return false
    expect(
      half.passed,
      `so many pass ${percent(half.from)} into the new window, after 10 passed and 50 were refused: refused requests must not count`,
    ).toBeGreaterThanOrEqual(fewestThatFit(half.from))
    return true
  })
}

const olderWindowsAreForgotten: Check = async ({ decide, valkey, key }) => {
  await inTime(async (attempt) => {
    const parts = { decide, valkey, key: `${key}:${attempt}` }
    const { window } = await clock(valkey)
    await untilShare(valkey, window, 0.7)
    const late = await burst(parts, 10)
    if (late.from.window !== window || late.to.window !== window) return false
    await untilShare(valkey, window + 2, 0)
    const after = await burst(parts, 10)
    if (after.to.window !== window + 2) return false
    expect(
      after.passed,
      'how many of 10 pass after a whole window without any: only the window just before may count',
    ).toBe(10)
    return true
  })
}

const oneClockForAll: Check = async ({ decide, valkey, key }) => {
  const wide = { limit: 6, windowMs: 60_000 }
  const decided = await Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      decide(valkey, key, { ...wide, clockAheadMs: i % 2 === 0 ? 0 : 300_000 }),
    ),
  )
  expect(
    decided.filter(({ allowed }) => allowed).length,
    'how many of 12 pass a limit of 6, when every other server’s clock is five minutes ahead',
  ).toBe(6)
  await inTime(async (attempt) => {
    const right = { decide, valkey, key: `${key}:${attempt}:right` }
    const ahead = { ...right, key: `${key}:${attempt}:ahead` }
    const first = await fillOneWindow(right)
    if (first === undefined || (await burst(ahead, 10)).to.window !== first) return false
    await untilShare(valkey, first + 1, 0)
    const [byRight, byAhead] = await Promise.all([
      burst(right, 10),
      burst(ahead, 10, 300_000 + windowMs / 2),
    ])
    if (byAhead.to.window !== first + 1 || byAhead.to.share > 0.15) return false
    expect(
      byAhead.passed,
      `so many of 10 pass a server whose clock is five minutes ahead, ${percent(byAhead.to)} into the new window; with the right clock ${byRight.passed} do`,
    ).toBeLessThanOrEqual(byRight.passed + mostThatFit(byAhead.to))
    return true
  })
}

const keyGoesByItself: Check = async (parts) => {
  const { decide, valkey, key } = parts
  await decide(valkey, key, policy)
  const ttlMs = await valkey.pttl(key)
  expect(ttlMs, 'PTTL after a request: -1 is a key that is never deleted').not.toBe(-1)
  expect(ttlMs, 'PTTL after a request, in ms: two windows are enough').toBeLessThanOrEqual(
    2 * windowMs,
  )
  await keyStaysSmall({ ...parts, key: `${key}:busy` })
}

/** An active client's key never expires, so what is no longer needed has to leave it. */
const keyStaysSmall: Check = async ({ decide, valkey, key }) => {
  const sizes: number[] = []
  for (let round = 0; round < 9; round += 1) {
    await decide(valkey, key, { limit: 10, windowMs: 50 })
    const [size] = await Promise.all([valkey.memory('USAGE', key), wait(51)])
    sizes.push(Number(size))
  }
  const [first, last] = [Math.max(...sizes.slice(0, 3)), Math.max(...sizes.slice(-3))]
  expect(
    last,
    `bytes of the key after 9 windows of 50 ms with a request each; after the first three it had ${first}`,
  ).toBeLessThanOrEqual(first + 40)
}

const tellsWhatIsUsed: Check = async ({ decide, valkey, key }) => {
  const told: [boolean, number][] = []
  for (let sent = 0; sent < 5; sent += 1) {
    const { allowed, count } = await decide(valkey, key, { limit: 3, windowMs: 3_600_000 })
    told.push([allowed, count])
  }
  expect(told, 'what five requests returned, limit 3: whether they pass, and what is used').toEqual(
    [
      [true, 1],
      [true, 2],
      [true, 3],
      [false, 3],
      [false, 3],
    ],
  )
  const one = { limit: 1, windowMs: 3_600_000 }
  const single = [await decide(valkey, `${key}:1`, one), await decide(valkey, `${key}:1`, one)]
  expect(single, 'what two requests returned, limit 1').toEqual([
    { allowed: true, count: 1 },
    { allowed: false, count: 1 },
  ])
}

const keysCountApart: Check = async ({ decide, valkey, key }) => {
  const one = { limit: 1, windowMs: 3_600_000 }
  await decide(valkey, key, one)
  const { allowed } = await decide(valkey, `${key}:other`, one)
  expect(allowed, 'whether the first request of another client passes').toBe(true)
}

export const checks: Record<string, Check> = {
  'within a window the limit passes, and no more': limitPasses,
  'the last window counts by the part of it that still overlaps': lastWindowIsWeighed,
  'refused requests do not count': refusedCostNothing,
  'a window before the last one is forgotten': olderWindowsAreForgotten,
  'servers whose clocks disagree share one count': oneClockForAll,
  'the key goes by itself when it is no longer needed': keyGoesByItself,
  'every answer says how much is used': tellsWhatIsUsed,
  'two clients count apart': keysCountApart,
}

type Moment = { window: number; share: number }
type Parts = Parameters<Check>[0]

/** Which window it is on Valkey's clock, and how much of it is over, from 0 to 1. */
async function clock(valkey: Redis): Promise<Moment> {
  const [seconds, micros] = await valkey.time()
  const windows = (Number(seconds) * 1000 + Number(micros) / 1000) / windowMs
  return { window: Math.floor(windows), share: windows % 1 }
}

/** Sends so many at once, and tells when: all of it goes over one connection, so Valkey keeps the order. */
async function burst({ decide, valkey, key }: Parts, times: number, clockAheadMs = 0) {
  const [from, decided, to] = await Promise.all([
    clock(valkey),
    Promise.all(
      Array.from({ length: times }, () => decide(valkey, key, { ...policy, clockAheadMs })),
    ),
    clock(valkey),
  ])
  return { from, to, passed: decided.filter(({ allowed }) => allowed).length }
}

/** Ten requests pass early in a window, after a quarter of it; gives its number, nothing when the machine was too slow. */
async function fillOneWindow(parts: Parts, times = 10): Promise<number | undefined> {
  const now = await clock(parts.valkey)
  await untilShare(parts.valkey, now.share > 0.3 ? now.window + 1 : now.window, 0.25)
  const { from, to, passed } = await burst(parts, times)
  if (from.window !== to.window) return undefined
  expect(passed, `how many of the first ${times} requests pass a limit of 10`).toBe(10)
  return to.window
}

async function untilShare(valkey: Redis, window: number, share: number): Promise<void> {
  for (;;) {
    const now = await clock(valkey)
    const leftMs = (window + share - now.window - now.share) * windowMs
    if (leftMs <= 0) return
    await wait(Math.max(1, leftMs))
  }
}

// A correct solution may round the last window's part up or down: that is one request more or less.
const mostThatFit = ({ share }: Moment) => Math.ceil(share * policy.limit) + 1
const fewestThatFit = ({ share }: Moment) => Math.floor(share * policy.limit) - 1
const percent = ({ share }: Moment) => `${Math.round(share * 100)} %`

/** Tries again when the machine was so busy that a window went by unused; after 20 s it gives up. */
async function inTime(attempt: (number: number) => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000
  for (let number = 1; !(await attempt(number)); number += 1) {
    if (performance.now() > deadline) {
      throw new Error('This machine is too busy: for 20 s no request was sent when it should be')
    }
  }
}

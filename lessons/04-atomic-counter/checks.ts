// What an atomic counter must do. lesson.test.ts runs these on the solution, on your copy and on the server's own
// script; wrong.test.ts proves that they catch the mistakes the lesson speaks of.
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import type { Redis } from 'ioredis'
import { expect } from 'vitest'
import type { Increment } from './increment.ts'

/** `key` is a fresh one for each check. */
export type Check = (parts: { increment: Increment; valkey: Redis; key: string }) => Promise<void>

const countsFromOne: Check = async ({ increment, valkey, key }) => {
  const counts: number[] = []
  for (let hit = 0; hit < 12; hit += 1) counts.push((await increment(valkey, key, 60))[0])
  expect(counts, 'the counts that twelve hits returned').toEqual(upTo(12))
  expect(await valkey.get(key), 'the counter in Valkey after twelve hits').toBe('12')
}

const firstHitOpensTheWindow: Check = async ({ increment, valkey, key }) => {
  for (const seconds of [60, 7, 3600, 86_400]) {
    const own = `${key}:${seconds}`
    const began = performance.now()
    const [, ttlMs] = await increment(valkey, own, seconds)
    const told = `ttlMs returned by the first hit of a ${seconds} s window`
    expect(ttlMs, told).toBeGreaterThan(seconds * 1000 - 1000)
    expect(ttlMs, told).toBeLessThanOrEqual(seconds * 1000)
    const left = await valkey.pttl(own)
    const passed = performance.now() - began
    const kept = `PTTL after the first hit of a ${seconds} s window`
    expect(credited(left, passed, seconds), kept).toBeGreaterThan(seconds * 1000 - 1000)
    expect(left, kept).toBeLessThanOrEqual(seconds * 1000)
  }
}

const laterHitsLeaveTheEnd: Check = async ({ increment, valkey, key }) => {
  await increment(valkey, key, 60)
  for (const leftMs of [30_400, 30_600, 2_400, 700]) {
    await inTime(async () => {
      await valkey.pexpire(key, leftMs)
      const [count, ttlMs] = await increment(valkey, key, 60)
      const left = await valkey.pttl(key)
      // So slow that the window has ended in between.
      if (count === 1 || left === -2) return false
      expect(
        left,
        `PTTL after hit ${count}, ${leftMs} ms before the end: it must not move the end away`,
      ).toBeLessThanOrEqual(leftMs)
      const told = `ttlMs returned by hit ${count}, ${leftMs} ms before the end; then PTTL is ${left}`
      expect(ttlMs, told).toBeLessThanOrEqual(leftMs)
      expect(ttlMs, told).toBeGreaterThanOrEqual(left)
      return true
    })
  }
}

const everyoneGetsANumber: Check = async ({ increment, valkey, key }) => {
  const other = valkey.duplicate()
  await once(other, 'ready')
  const hits = await Promise.all(
    Array.from({ length: 20 }, (_, i) => increment(i % 2 === 0 ? valkey : other, key, 60)),
  ).finally(() => other.disconnect())
  const counts = hits.map(([count]) => count).sort((a, b) => a - b)
  expect(
    counts,
    'the counts of 20 hits at once, from two processes: each number exactly once',
  ).toEqual(upTo(20))
}

const countsAndExpiresInOneStep: Check = async ({ increment, valkey, key }) => {
  const dying = await openDyingClient(valkey)
  // It may fail, its connection is cut: what it leaves behind is what counts.
  await increment(dying, key, 60).catch(() => undefined)
  dying.disconnect()
  expect(
    await valkey.pttl(key),
    'PTTL after a process died right behind its first command: -1 is a counter that never ends',
  ).not.toBe(-1)
}

const repairsALostExpiry: Check = async ({ increment, valkey, key }) => {
  await increment(valkey, key, 60)
  // At any count: a client that is over its limit is the one who would be shut out for good.
  const losses: [seconds: number, count: number, lose: () => Promise<unknown>, how: string][] = [
    [60, 2, () => valkey.persist(key), 'PERSIST'],
    [60, 3, () => valkey.persist(key), 'PERSIST'],
    [45, 7, () => valkey.set(key, 6), 'SET to 6'],
    [600, 8, () => valkey.persist(key), 'PERSIST'],
    [60, 1001, () => valkey.set(key, 1000), 'SET to 1000'],
    [60, 100_000, () => valkey.set(key, 99_999), 'SET to 99999'],
  ]
  for (const [seconds, expected, lose, how] of losses) {
    await lose()
    const began = performance.now()
    const [count, ttlMs] = await increment(valkey, key, seconds)
    const left = await valkey.pttl(key)
    const passed = performance.now() - began
    const when = `the expiry was lost (${how}) and one more hit of a ${seconds} s window came`
    const again = `PTTL after ${when}: it must be set again`
    expect(credited(left, passed, seconds), again).toBeGreaterThan(seconds * 1000 - 1000)
    expect(left, `PTTL after ${when}: a window long`).toBeLessThanOrEqual(seconds * 1000)
    const told = `ttlMs returned by the hit that repairs, window ${seconds} s`
    expect(ttlMs, told).toBeGreaterThan(seconds * 1000 - 1000)
    expect(ttlMs, told).toBeLessThanOrEqual(seconds * 1000)
    expect(
      count,
      `the count of the hit that repairs, after ${expected - 1}: nothing is forgiven`,
    ).toBe(expected)
  }
}

const startsAgainAfterTheWindow: Check = async ({ increment, valkey, key }) => {
  await increment(valkey, key, 1)
  for (const next of ['the next window', 'the window after that']) {
    expect(await valkey.pttl(key), 'PTTL in a 1 s window: -1 never ends').not.toBe(-1)
    // It need not last the whole second: that a window ends when its time has come is checked once.
    if (next !== 'the next window') await valkey.pexpire(key, 20)
    const deadline = performance.now() + 3000
    while ((await valkey.exists(key)) === 1) {
      expect(performance.now() < deadline, 'whether a 1 s window ends within 3 s').toBe(true)
      await wait(20)
    }
    const [count, ttlMs] = await increment(valkey, key, 1)
    expect(count, `the first count of ${next}`).toBe(1)
    expect(ttlMs, `ttlMs returned by the first hit of ${next}, of 1 s`).toBeGreaterThan(0)
    expect(ttlMs, `ttlMs returned by the first hit of ${next}, of 1 s`).toBeLessThanOrEqual(1000)
    expect(await valkey.pttl(key), `PTTL in ${next}: -1 never ends`).not.toBe(-1)
  }
}

const keysCountApart: Check = async ({ increment, valkey, key }) => {
  await increment(valkey, key, 60)
  await increment(valkey, key, 60)
  for (const other of [`${key}:other`, `${key} `, `${key}:2001:db8::1`, `${key}1`]) {
    const [count] = await increment(valkey, other, 60)
    expect(count, `the first hit on another key, "${other}" beside "${key}"`).toBe(1)
  }
  expect(await valkey.get(key), `the counter "${key}" after hits on other keys`).toBe('2')
}

export const checks: Record<string, Check> = {
  'each hit adds one': countsFromOne,
  'the first hit opens the window': firstHitOpensTheWindow,
  'later hits leave the end of the window where it is': laterHitsLeaveTheEnd,
  'twenty hits at once get the numbers 1 to 20': everyoneGetsANumber,
  'counting and expiry are one step, so a crash cannot come between': countsAndExpiresInOneStep,
  'a counter that lost its expiry gets a new one': repairsALostExpiry,
  'after the window the count starts again at 1': startsAgainAfterTheWindow,
  'two keys count apart': keysCountApart,
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

/** Tries again when the machine was so busy that a window ended meanwhile. Ten times are enough. */
async function inTime(attempt: () => Promise<boolean>): Promise<void> {
  for (let tries = 1; !(await attempt()); tries += 1) {
    if (tries === 10) throw new Error('This machine is too busy: a command takes a second')
  }
}

/** A connection of a process that dies: cut as soon as the first command has its reply, before a second is sent. */
async function openDyingClient(valkey: Redis): Promise<Redis> {
  const client = valkey.duplicate()
  await once(client, 'ready')
  const send = client.sendCommand.bind(client)
  client.sendCommand = (command, stream) => {
    const cut = () => client.disconnect()
    command.promise.then(cut, cut)
    return send(command, stream)
  }
  return client
}

/** `left`, with the time that has passed since the hit added where that makes the difference: a slow machine is no mistake. */
function credited(leftMs: number, passedMs: number, seconds: number): number {
  const least = seconds * 1000 - 1000
  return leftMs <= least && leftMs + passedMs > least ? Math.ceil(leftMs + passedMs) : leftMs
}

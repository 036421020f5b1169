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
  for (let hit = 0; hit < 3; hit += 1) counts.push((await increment(valkey, key, 60))[0])
  expect(counts, 'the counts that three hits returned').toEqual([1, 2, 3])
  expect(await valkey.get(key), 'the counter in Valkey after three hits').toBe('3')
}

const firstHitOpensTheWindow: Check = async ({ increment, valkey, key }) => {
  const [, ttlMs] = await increment(valkey, key, 60)
  expect(ttlMs, 'ttlMs returned by the first hit of a 60 s window').toBeGreaterThan(59_000)
  expect(ttlMs, 'ttlMs returned by the first hit of a 60 s window').toBeLessThanOrEqual(60_000)
  expect(await valkey.pttl(key), 'PTTL after the first hit').toBeGreaterThan(59_000)
}

const laterHitsLeaveTheEnd: Check = async ({ increment, valkey, key }) => {
  await increment(valkey, key, 60)
  await valkey.pexpire(key, 30_000)
  const [, ttlMs] = await increment(valkey, key, 60)
  expect(
    await valkey.pttl(key),
    'PTTL after a second hit, 30 s before the end: it must not move the end away',
  ).toBeLessThanOrEqual(30_000)
  expect(ttlMs, 'ttlMs returned by that second hit').toBeLessThanOrEqual(30_000)
  expect(ttlMs, 'ttlMs returned by that second hit').toBeGreaterThan(0)
}

const everyoneGetsANumber: Check = async ({ increment, valkey, key }) => {
  const hits = await Promise.all(Array.from({ length: 20 }, () => increment(valkey, key, 60)))
  const counts = hits.map(([count]) => count).sort((a, b) => a - b)
  expect(counts, 'the counts of 20 hits at once: each number exactly once').toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  )
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
  await valkey.persist(key)
  const [count, ttlMs] = await increment(valkey, key, 60)
  expect(
    await valkey.pttl(key),
    'PTTL after the expiry was lost (PERSIST) and one more hit came: it must be set again',
  ).toBeGreaterThan(59_000)
  expect(ttlMs, 'ttlMs returned by the hit that repairs').toBeGreaterThan(59_000)
  expect(count, 'the count of the hit that repairs: the second one, nothing is forgiven').toBe(2)
}

const startsAgainAfterTheWindow: Check = async ({ increment, valkey, key }) => {
  await increment(valkey, key, 1)
  await increment(valkey, key, 1)
  expect(await valkey.pttl(key), 'PTTL in a 1 s window: -1 never ends').not.toBe(-1)
  const deadline = performance.now() + 3000
  while ((await valkey.exists(key)) === 1) {
    expect(performance.now(), 'a 1 s window is still there after 3 s').toBeLessThan(deadline)
    await wait(20)
  }
  const [count] = await increment(valkey, key, 1)
  expect(count, 'the first count of the next window').toBe(1)
}

const keysCountApart: Check = async ({ increment, valkey, key }) => {
  await increment(valkey, key, 60)
  const [count] = await increment(valkey, `${key}:other`, 60)
  expect(count, 'the first hit on another key').toBe(1)
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

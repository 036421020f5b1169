import { expect, test } from 'vitest'
import type { TtlEvent } from '../../../server/labs/ttl/contract.ts'
import { isStuck, readTtl } from './ttl-state.ts'

const policy = { limit: 2, windowSeconds: 2 }
const request = (
  version: 'naive' | 'repaired',
  atMs: number,
  count: number,
  ttlMs: number,
  error?: string,
): TtlEvent => ({
  kind: 'request',
  version,
  atMs,
  count,
  ttlMs,
  ...(error !== undefined && { error }),
})
const persist: TtlEvent = {
  kind: 'command',
  version: 'naive',
  atMs: 500,
  command: 'PERSIST k',
  count: 1,
  ttlMs: -1,
}

test('a lost TTL is a window without end, and a client that is stuck', () => {
  const data = [
    request('naive', 0, 1, 2000),
    persist,
    ...[2, 3, 4].map((count) => request('naive', count * 1000, count, -1)),
  ]
  const { windows, tallies, events, notes } = readTtl(data, policy)
  expect(windows).toMatchObject([{ lane: 'naive', from: 0, to: null }])
  expect(tallies.naive).toMatchObject({
    requests: 4,
    allowed: 2,
    rejected: 2,
    lastAllowedAtMs: 2000,
  })
  expect(isStuck(tallies.naive, 2)).toBe(true)
  expect(isStuck(tallies.repaired, 2)).toBe(false)
  expect(events.map(({ kind }) => kind)).toEqual(['allowed', 'allowed', 'rejected', 'rejected'])
  expect(notes).toMatchObject([{ atMs: 500 }])
})

test('the repair gives the window an end again', () => {
  const lost = request('naive', 1000, 3, -1)
  const { windows, tallies } = readTtl([lost, request('naive', 2000, 4, 2000)], policy)
  expect(windows).toMatchObject([{ from: 1000, to: 4000 }])
  expect(isStuck(tallies.naive, 2)).toBe(false)
})

test('EXPIRE on every hit: one window whose end moves away', () => {
  const data = [0, 1000, 2000, 3000].map((atMs, i) => request('naive', atMs, i + 1, 2000))
  expect(readTtl(data, policy).windows).toMatchObject([{ from: 0, to: 5000 }])
})

test('a request that Valkey refused has failed, whatever it counted', () => {
  const { tallies } = readTtl([request('naive', 0, 1, -1, 'ERR value is not an integer')], policy)
  expect(tallies.naive).toMatchObject({ failed: 1, allowed: 0, lastAllowedAtMs: null })
})

import { describe, expect, test } from 'vitest'
import type { KeyState } from '../../server/live/contract.ts'
import type { ValkeyStatus } from '../../server/valkey/contract.ts'
import { initialLiveState, type LiveAction, reduceLive, viewCounter } from './live-state.ts'
import { waitEnd } from './wait-end.ts'

const yourKey = 'rate:127.0.0.1'
const valkey: ValkeyStatus = { up: true, since: 0, version: '8.1.1', where: 'here', tls: false }
const policy = { limit: 5, windowSeconds: 60 }

function key(count: number | null, ttlMs: number, more: Partial<KeyState> = {}): KeyState {
  return { key: yourKey, count, ttlMs, ...policy, algorithm: 'fixed-window', ...more }
}

function stateAfter(...actions: LiveAction[]) {
  return actions.reduce(reduceLive, initialLiveState)
}

const snapshot = (...keys: KeyState[]): LiveAction => ({
  type: 'snapshot',
  data: { keys, yourKey, policy, valkey },
  at: 1000,
})
const hit = (count: number, ttlMs = 41_000): LiveAction => ({
  type: 'hit',
  data: { ...key(count, ttlMs), allowed: count <= 5 },
  at: 2000,
})
const change = (state: KeyState): LiveAction => ({ type: 'key', data: state, at: 3000 })
const lost: LiveAction = { type: 'lost', since: 5, retryAt: 6 }

describe('what the page shows of its counter', () => {
  test('nothing is known before the first snapshot', () => {
    expect(viewCounter(initialLiveState)).toMatchObject({ status: 'unknown', trusted: false })
  })

  test('no key yet is an empty counter', () => {
    const view = viewCounter(stateAfter(snapshot()))
    expect(view).toMatchObject({ status: 'empty', count: 0, endsAt: null, policy, trusted: true })
  })

  test('a hit counts, and its TTL runs from the moment it arrived', () => {
    const view = viewCounter(stateAfter(snapshot(), hit(3)))
    expect(view).toMatchObject({ status: 'counting', count: 3, used: 3, over: 0, endsAt: 43_000 })
  })

  test('the end of a window stays where it is while only the way of the events takes longer or shorter', () => {
    const later = (more: number): LiveAction => ({
      type: 'hit',
      data: { ...key(4, 41_000), allowed: true },
      at: 2000 + more,
    })
    const endAfter = (...more: number[]) =>
      viewCounter(stateAfter(snapshot(), hit(3), ...more.map(later))).endsAt
    expect(endAfter(4)).toBe(43_000)
    expect(endAfter(-6)).toBe(43_000)
    // By less each time than the page would notice, but in all by more: somebody moves it.
    expect(endAfter(60, 120, 180)).toBe(43_120)
    expect(endAfter(900)).toBe(43_900)
  })

  test('what is over the limit is counted apart', () => {
    expect(viewCounter(stateAfter(snapshot(), hit(12)))).toMatchObject({
      count: 12,
      used: 5,
      over: 7,
    })
  })

  test('another client’s key leaves this counter alone', () => {
    const other = change(key(9, 1000, { key: 'rate:10.0.0.7' }))
    const state = stateAfter(snapshot(key(2, 1000)), other)
    expect(viewCounter(state).count).toBe(2)
    expect(viewCounter(state, 'rate:10.0.0.7').count).toBe(9)
  })

  test('a deleted key, or the end of its window, empties the counter', () => {
    expect(viewCounter(stateAfter(snapshot(), hit(6), change(key(null, -2))))).toMatchObject({
      status: 'empty',
      count: 0,
      endsAt: null,
    })
  })

  test('EXPIRE from outside moves the end', () => {
    expect(viewCounter(stateAfter(snapshot(), hit(6), change(key(6, 5000)))).endsAt).toBe(8000)
  })

  test('a key without expiry is stuck', () => {
    const view = viewCounter(stateAfter(snapshot(), hit(6), change(key(6, -1))))
    expect(view).toMatchObject({ status: 'stuck', endsAt: null })
  })

  test('a key that is no counter is a problem, in Valkey’s words', () => {
    const view = viewCounter(
      stateAfter(snapshot(), change(key(null, -1, { problem: 'WRONGTYPE …' }))),
    )
    expect(view).toMatchObject({ status: 'problem', problem: 'WRONGTYPE …' })
  })

  test('a new snapshot replaces all that was known', () => {
    expect(viewCounter(stateAfter(snapshot(), hit(4), snapshot(key(1, 9000))))).toMatchObject({
      count: 1,
      endsAt: 10_000,
    })
  })

  test('numbers stay and are no longer trusted when the connection is lost', () => {
    expect(viewCounter(stateAfter(snapshot(), hit(4), lost))).toMatchObject({
      count: 4,
      trusted: false,
    })
  })

  test('numbers are no longer trusted while Valkey is down', () => {
    const isDown: LiveAction = { type: 'valkey', data: { ...valkey, up: false }, at: 9 }
    expect(viewCounter(stateAfter(snapshot(), hit(4), isDown)).trusted).toBe(false)
    const isBack: LiveAction = { type: 'valkey', data: valkey, at: 9 }
    expect(viewCounter(stateAfter(snapshot(), hit(4), isDown, isBack)).trusted).toBe(true)
  })
})

describe('until when this client waits', () => {
  const http = { status: 429, statusText: '', headers: [], body: '', durationMs: 1 }
  const refused = {
    id: 1,
    requestId: 'p1-1',
    path: '/api/saka',
    at: 2000,
    answer: { kind: 'limited' as const, retryAfterSeconds: 30, ...http },
  }

  test('the fifth request does not make it wait, the sixth does', () => {
    expect(waitEnd(stateAfter(snapshot(), hit(5)), [])).toBeNull()
    expect(waitEnd(stateAfter(snapshot(), hit(6)), [])).toBe(43_000)
  })

  test('a deleted key ends the wait, whatever the last 429 said', () => {
    expect(waitEnd(stateAfter(snapshot(), hit(6), change(key(null, -2))), [refused])).toBeNull()
  })

  test('a counter without expiry has no end to wait for', () => {
    expect(waitEnd(stateAfter(snapshot(), change(key(6, -1))), [refused])).toBeNull()
  })

  test('without a live stream Retry-After says it', () => {
    expect(waitEnd(stateAfter(snapshot(), hit(6), lost), [refused])).toBe(32_000)
    expect(waitEnd(stateAfter(snapshot(), hit(6), lost), [])).toBeNull()
    const ofTheKeyspace = { ...refused, path: '/api/keyspace/saka' }
    expect(waitEnd(stateAfter(snapshot(), hit(6), lost), [ofTheKeyspace])).toBeNull()
  })
})

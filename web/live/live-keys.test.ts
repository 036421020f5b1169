import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  initialLiveState,
  type KeyEvent,
  type LiveAction,
  type LiveKey,
  reduceAllLive,
  reduceLive,
  withKeyEvents,
} from './live-state.ts'

const policy = { limit: 5, windowSeconds: 60, algorithm: 'fixed-window' } as const
const told = (name: string, ttlMs = 60_000, at = 0): KeyEvent => ({
  type: 'key',
  data: { key: name, count: 1, ttlMs, ...policy },
  at,
})

test('ten thousand keys in one go: the newest thousand stay, and one’s own', () => {
  const names = Array.from({ length: 10_000 }, (_, i) => `rate:client-${i}`)
  const keys = withKeyEvents(
    {},
    [told('rate:mine'), ...names.map((name) => told(name))],
    'rate:mine',
  )
  expect(Object.keys(keys)).toEqual(['rate:mine', ...names.slice(-999)])
})

test('what says nothing new leaves the very same object', () => {
  const keys = withKeyEvents({}, [told('rate:a')], null)
  const held = { key: 'rate:b', type: 'string', memory: 64 } as const
  expect(withKeyEvents(keys, [{ type: 'held', data: held, at: 1 }], null)).toBe(keys)
  expect(withKeyEvents(keys, [told('rate:b', -2)], null)).toBe(keys)
  expect(withKeyEvents(keys, [], null)).toBe(keys)
})

test('a batch of events comes to the same as one event after the other', () => {
  const name = fc.constantFrom('rate:a', 'rate:b', 'rate:c')
  const event: fc.Arbitrary<LiveAction> = fc.oneof(
    fc
      .record({ name, ttlMs: fc.constantFrom(-2, -1, 500, 60_000), at: fc.nat(2000) })
      .map((each) => told(each.name, each.ttlMs, each.at)),
    name.map(
      (key): LiveAction => ({ type: 'held', data: { key, type: 'string', memory: 9 }, at: 0 }),
    ),
    fc.constant<LiveAction>({ type: 'forgotten', data: { count: 3 }, at: 0 }),
    fc.constant<LiveAction>({ type: 'connecting' }),
  )
  fc.assert(
    fc.property(fc.array(event), (events) => {
      const inOrder = (keys: Record<string, LiveKey>) => Object.entries(keys)
      const batch = reduceAllLive(initialLiveState, events)
      const single = events.reduce(reduceLive, initialLiveState)
      expect(batch).toEqual(single)
      expect(inOrder(batch.keys)).toEqual(inOrder(single.keys))
    }),
  )
})

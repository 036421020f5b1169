import { expect, test } from 'vitest'
import type { MyLimiter } from '../../server/my-limiter/contract.ts'
import { initialLiveState, type LiveState, reduceLive, viewCounter } from './live-state.ts'
import { waitEnd } from './wait-end.ts'

const off: MyLimiter = {
  state: { is: 'off' },
  lessons: [],
  counter: null,
  console: [],
  rights: null,
  unavailable: null,
}
const line = (number: number) => ({
  number,
  lesson: '05-express-middleware',
  at: 0,
  from: 'out' as const,
  text: `line ${number}`,
})
const valkey = { up: true, where: '', since: 0, tls: false } as LiveState['valkey'] & object
const policy = { limit: 5, windowSeconds: 60 }
const six = {
  key: 'rate:a',
  count: 6,
  ttlMs: 50_000,
  ...policy,
  algorithm: 'fixed-window' as const,
}

function after(...events: Parameters<typeof reduceLive>[1][]): LiveState {
  const snapshot = { keys: [six], yourKey: 'rate:a', policy, valkey, myLimiter: off }
  return events.reduce(
    reduceLive,
    reduceLive(initialLiveState, { type: 'snapshot', data: snapshot, at: 0 }),
  )
}

const live = {
  type: 'my-limiter' as const,
  at: 0,
  data: {
    state: { is: 'live' as const, lesson: '05-a', readyMs: 9, because: 'saved' as const },
    counter: null,
  },
}
const passed = (remaining: number) => ({
  remaining,
  resetMs: 50_000,
  retryAfterMs: null,
  refused: 0,
})
const refused = { remaining: 0, resetMs: 90_000, retryAfterMs: 30_000, refused: 2 }
const told = (counter: MyLimiter['counter']) => ({
  type: 'my-limiter' as const,
  at: 0,
  data: { counter },
})

test('a stream without the learner’s code says nothing of it', () => {
  const { myLimiter: _, ...room } = { keys: [], yourKey: 'a', policy, valkey, myLimiter: off }
  const state = reduceLive(initialLiveState, { type: 'snapshot', data: room, at: 0 })
  expect(state.mine).toBeNull()
  expect(reduceLive(state, live)).toBe(state)
})

test('new console lines come behind the known ones, and the last 200 are kept', () => {
  const many = Array.from({ length: 199 }, (_, i) => line(i))
  const state = after(
    { type: 'my-limiter', at: 0, data: { lines: many } },
    { type: 'my-limiter', at: 0, data: { lines: [line(199), line(200)] } },
  )
  expect(state.mine?.console.map(({ number }) => number)).toEqual(
    Array.from({ length: 200 }, (_, i) => i + 1),
  )
})

test('the counter follows the key and the limit that the learner’s limiter told, and says whose it is', () => {
  const state = after(
    live,
    told({ key: 'rate:a', policy: { limit: 10, windowSeconds: 60 }, answer: passed(4) }),
  )
  expect(viewCounter(state)).toMatchObject({
    mine: '05-a',
    count: 6,
    over: 0,
    policy: { limit: 10 },
  })
  expect(viewCounter(after())).toMatchObject({ mine: null, over: 1, policy })
})

test('after a save nobody has to wait: what the new code allows is known from its first answer', () => {
  expect(waitEnd(after(), [])).toBe(50_000)
  expect(waitEnd(after(live), [])).toBeNull()
})

const sliding = {
  ...policy,
  key: 'rate:mine',
  count: 5,
  ttlMs: 118_000,
  algorithm: 'sliding-window-counter' as const,
}
const onSliding = (count: number, answer: typeof refused | ReturnType<typeof passed>) =>
  after(
    live,
    { type: 'key', at: 0, data: { ...sliding, count } },
    told({ key: 'rate:mine', policy, answer }),
  )

test('of another algorithm’s key the limiter’s own answer says when it resets, what was refused and how long', () => {
  const state = onSliding(5, refused)
  expect(viewCounter(state)).toMatchObject({ used: 5, over: 2, endsAt: 30_000, passesAt: 30_000 })
  expect(waitEnd(state, [])).toBe(30_000)
  expect(waitEnd(onSliding(5, passed(0)), [])).toBeNull()
})

test('a hash that is kept in another way counts what the answer says is left', () => {
  expect(viewCounter(onSliding(0, passed(2)))).toMatchObject({ count: 3, over: 0, endsAt: 50_000 })
  expect(viewCounter(onSliding(0, refused))).toMatchObject({ used: 5, over: 2 })
})

test('once the key is gone nothing that was said of it holds', () => {
  const gone = { type: 'key' as const, at: 0, data: { ...sliding, count: null, ttlMs: -2 } }
  const state = reduceLive(onSliding(5, refused), gone)
  expect(viewCounter(state)).toMatchObject({ status: 'empty', count: 0, over: 0 })
  expect(waitEnd(state, [])).toBeNull()
})

import { beforeEach, expect, test } from 'vitest'
import { Refusal } from '../http/refusal.ts'
import { eventually } from '../testing/eventually.ts'
import { openTestRoom } from '../testing/open-test-room.ts'
import type { News } from './room-news.ts'

type TestRoom = Awaited<ReturnType<typeof openTestRoom>>
let room: TestRoom

beforeEach(async () => {
  room = await openTestRoom({ max: 3 })
  return () => room.close()
})

const refusal = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => undefined,
    (reason) => reason,
  )
  expect(error).toBeInstanceOf(Refusal)
  return (error as Refusal).problem
}

test('who joins gets the next seat, and keeps it when they join again under another name', async () => {
  expect(await room.store.join('a', 'Ada')).toMatchObject({ id: 'a', seat: 1, name: 'Ada' })
  expect(await room.store.join('b', null)).toMatchObject({ seat: 2, name: null })
  expect(await room.store.join('a', null)).toMatchObject({ seat: 1, name: null })
  await room.store.leave('b')
  expect(await room.store.join('c', null)).toMatchObject({ seat: 3 })
  expect((await room.store.read())?.learners.map(({ id }) => id).sort()).toEqual(['a', 'c'])
})

test('two hundred joins at once: as many as fit get in, each with a seat of their own', async () => {
  const joins = Array.from({ length: 200 }, (_, i) => room.store.join(`lab-${i}`, null))
  const outcomes = await Promise.allSettled(joins)
  const inside = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.seat] : []))
  expect(inside.sort()).toEqual([1, 2, 3])
  const { status, title } = await refusal(room.store.join('late', null))
  expect([status, title]).toEqual([409, 'The room is full'])
})

test('moments are Valkey’s own, whatever clock this machine has', async () => {
  const before = Number((await room.valkey.time())[0]) * 1000
  const learner = await room.store.join('a', null)
  expect(learner.joinedAt).toBeGreaterThanOrEqual(before)
  const after = (Number((await room.valkey.time())[0]) + 1) * 1000
  expect(learner.seenAt).toBeLessThanOrEqual(after)
  expect(learner.rev).toBeGreaterThan(0)
})

test('the first visit of a lesson is progress, the second is not', async () => {
  const joined = await room.store.join('a', null)
  const at = { path: '/lessons/04-a/', lesson: '04-a', exerciseOpen: null }
  const first = await room.store.place('a', at)
  expect(first).toMatchObject({ place: '/lessons/04-a/', lessons: { '04-a': 'begun' } })
  expect(first.progressAt).toBeGreaterThanOrEqual(joined.progressAt)
  const again = await room.store.place('a', { ...at, exerciseOpen: '04-a' })
  expect(again.progressAt).toBe(first.progressAt)
  expect(again.exerciseOpen).toBe('04-a')
})

test('a check is progress when it passes more than before, and passes the lesson when it passes whole', async () => {
  await room.store.join('a', null)
  const failing = 'the sixth request gets 429'
  const report = { lesson: '04-a', passed: 2, total: 4, failing, home: true }
  const first = await room.store.check('a', report)
  expect(first).toMatchObject({
    home: true,
    check: { lesson: '04-a', passed: 2, total: 4, failing },
  })
  const fewer = await room.store.check('a', { ...report, passed: 1 })
  expect(fewer.progressAt).toBe(first.progressAt)
  const whole = await room.store.check('a', { ...report, passed: 4, failing: null })
  expect(whole.lessons).toEqual({ '04-a': 'passed' })
  expect(whole.check?.failing).toBeNull()
})

test('a hand goes up, is claimed by one of two instructors, and is done', async () => {
  await room.store.join('a', null)
  const up = await room.store.help('a', true)
  expect(up.help).toMatchObject({ claimedBy: null })
  expect((await room.store.help('a', true)).help).toEqual(up.help)
  const claims = await Promise.allSettled([
    room.store.claim('a', 'Grace'),
    room.store.claim('a', 'Alan'),
  ])
  expect(claims.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const by = (await room.store.learner('a'))?.help?.claimedBy
  const other = by === 'Grace' ? 'Alan' : 'Grace'
  const { status, detail } = await refusal(room.store.claim('a', other))
  expect([status, detail]).toEqual([409, expect.stringContaining(`${by} is on the way`)])
  expect((await room.store.claim('a', by ?? '')).help?.claimedBy).toBe(by)
  expect((await room.store.done('a')).help).toBeNull()
  expect((await refusal(room.store.claim('a', 'Grace'))).title).toBe('The hand is down')
})

test('a learner nobody knows cannot be changed', async () => {
  expect((await refusal(room.store.help('nobody', true))).status).toBe(404)
  expect((await refusal(room.store.hintFor('nobody', { id: '1', text: 'x' }))).status).toBe(404)
})

test('what an instructor does is no sign of life of the learner', async () => {
  const { seenAt } = await room.store.join('a', null)
  expect((await room.store.hintFor('a', { id: '1', text: 'x' })).seenAt).toBe(seenAt)
})

test('an open page is a sign of life and no activity; a request is both', async () => {
  const { activeAt } = await room.store.join('a', null)
  await eventually(async () => {
    const opened = await room.store.here('a', true)
    expect(opened).toMatchObject({ here: true, activeAt })
    return opened.seenAt > activeAt
  })
  expect((await room.store.active('a')).activeAt).toBeGreaterThan(activeAt)
})

test('notice, hint for all, follow-me and timer are the same for everybody', async () => {
  await room.store.notice({ id: 'n', text: 'Break until eleven' })
  await room.store.hintForAll({ id: 'h', text: 'Look at line 3' })
  await room.store.follow('/lessons/04-a/')
  const state = await room.store.timer({ ms: 60_000, label: 'Exercise 4' })
  expect(state).toMatchObject({
    notice: { id: 'n', text: 'Break until eleven' },
    hint: { text: 'Look at line 3' },
    follow: '/lessons/04-a/',
    timer: { label: 'Exercise 4' },
  })
  expect((state.timer?.endsAt ?? 0) - (state.timer?.startedAt ?? 0)).toBe(60_000)
  expect(await room.store.timer({ ms: null, label: '' })).toMatchObject({
    timer: null,
    follow: '/lessons/04-a/',
  })
})

test('another process hears every change, each with a greater revision', async () => {
  const other = room.again()
  const heard: News[] = []
  other.subscribe((news) => heard.push(news))
  await eventually(() => heard.some(({ kind }) => kind === 'resync'))
  await room.store.join('a', 'Ada')
  await room.store.notice({ id: 'n', text: 'Hello' })
  await room.store.leave('a')
  await eventually(() => heard.some(({ kind }) => kind === 'gone'))
  expect(heard.map(({ kind }) => kind)).toEqual(['resync', 'learner', 'state', 'gone'])
  const [, joined, noticed] = heard
  const revs = [
    joined?.kind === 'learner' ? joined.learner.rev : Number.NaN,
    noticed?.kind === 'state' ? noticed.state.rev : Number.NaN,
  ]
  expect(revs).toEqual([1, 2])
})

test('opening a room again leaves it as it was', async () => {
  await room.store.join('a', 'Ada')
  await room.store.follow('/lessons/04-a/')
  await room.again().open()
  expect(await room.store.read()).toMatchObject({
    state: { follow: '/lessons/04-a/' },
    learners: [{ name: 'Ada' }],
  })
})

test('the end deletes everything, says so, and nothing can be written any more', async () => {
  const heard: News[] = []
  room.store.subscribe((news) => heard.push(news))
  await eventually(() => heard.length > 0)
  await room.store.join('a', 'Ada')
  await room.store.share({ ms: 60_000, limit: 5, windowSeconds: 60 })
  await room.valkey.incr(room.store.keys.shared)
  expect(await room.store.end()).toEqual(['a'])
  await eventually(() => heard.some(({ kind }) => kind === 'ended'))
  const keys = Object.values(room.store.keys)
  expect(await room.valkey.exists(...keys)).toBe(0)
  expect((await refusal(room.store.join('b', null))).status).toBe(410)
  expect((await refusal(room.store.help('a', true))).status).toBe(410)
  expect((await refusal(room.store.notice({ id: 'n', text: 'x' }))).status).toBe(410)
  expect(await room.valkey.exists(...keys)).toBe(0)
  expect(await room.store.read()).toBeUndefined()
})

import { expect } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { roomTest } from '../testing/fixtures.ts'
import type { RoomView } from './contract.ts'
import { createLearnerViews } from './learner-views.ts'

const test = roomTest
  .extend('views', async ({ room }, { onCleanup }) => {
    const onError = (error: unknown) => room.errors.push(error)
    const views = createLearnerViews({ store: room.store, onError })
    onCleanup(views.close)
    await room.store.join('a', 'Ada')
    return views
  })
  .extend('received', (): RoomView[] => [])

test('the first view comes by itself, and says where the room is', async ({
  room,
  views,
  received,
}) => {
  await room.store.follow('/lessons/04-a/')
  views.watch('a', (view) => received.push(view))
  const view = await eventually(() => received[0])
  expect(view).toMatchObject({
    you: { id: 'a', seat: 1, name: 'Ada' },
    follow: '/lessons/04-a/',
    help: null,
    pace: null,
    ownHint: null,
    ended: false,
  })
})

test('a hint for one is told to that one alone', async ({ room, views, received }) => {
  await room.store.join('b', null)
  const other: RoomView[] = []
  views.watch('a', (view) => received.push(view))
  views.watch('b', (view) => other.push(view))
  await eventually(() => received.length && other.length)
  await room.store.hintFor('a', { id: '1', text: 'Look at line 3' })
  await room.store.notice({ id: '2', text: 'All' })
  await eventually(() => received.at(-1)?.notice && other.at(-1)?.notice)
  expect(received.at(-1)?.ownHint?.text).toBe('Look at line 3')
  expect(other.every(({ ownHint }) => ownHint === null)).toBe(true)
})

test('a learner is here while a page is open, however many tabs, and until the last one closes', async ({
  room,
  views,
  received,
}) => {
  const here = async () => (await room.store.learner('a'))?.here
  const first = views.watch('a', (view) => received.push(view))
  const second = views.watch('a', (view) => received.push(view))
  await eventually(here)
  first()
  await room.store.pace('a', 'slower')
  await eventually(() => received.at(-1)?.pace?.value === 'slower')
  expect(await here()).toBe(true)
  second()
  await eventually(async () => (await here()) === false)
})

test('the end of the room is told to everybody', async ({ room, views, received }) => {
  views.watch('a', (view) => received.push(view))
  await eventually(() => received.length)
  await room.store.end()
  await eventually(() => received.at(-1)?.ended)
  expect(views.state()).toBeUndefined()
})

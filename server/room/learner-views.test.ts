import { beforeEach, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { openTestRoom } from '../testing/open-test-room.ts'
import type { RoomView } from './contract.ts'
import { createLearnerViews, type LearnerViews } from './learner-views.ts'

let room: Awaited<ReturnType<typeof openTestRoom>>
let views: LearnerViews
let told: RoomView[]

beforeEach(async () => {
  room = await openTestRoom()
  views = createLearnerViews({ store: room.store, onError: (error) => room.errors.push(error) })
  await room.store.join('a', 'Ada')
  told = []
  return async () => {
    views.close()
    await room.close()
    expect(room.errors).toEqual([])
  }
})

test('the first view comes by itself, and says where the room is', async () => {
  await room.store.follow('/lessons/04-a/')
  views.watch('a', (view) => told.push(view))
  const view = await eventually(() => told[0])
  expect(view).toMatchObject({
    you: { id: 'a', seat: 1, name: 'Ada' },
    follow: '/lessons/04-a/',
    help: null,
    pace: null,
    ownHint: null,
    ended: false,
  })
})

test('a hint for one is told to that one alone', async () => {
  await room.store.join('b', null)
  const other: RoomView[] = []
  views.watch('a', (view) => told.push(view))
  views.watch('b', (view) => other.push(view))
  await eventually(() => told.length && other.length)
  await room.store.hintFor('a', { id: '1', text: 'Look at line 3' })
  await room.store.notice({ id: '2', text: 'All' })
  await eventually(() => told.at(-1)?.notice && other.at(-1)?.notice)
  expect(told.at(-1)?.ownHint?.text).toBe('Look at line 3')
  expect(other.every(({ ownHint }) => ownHint === null)).toBe(true)
})

test('a learner is here while a page is open, however many tabs, and until the last one closes', async () => {
  const here = async () => (await room.store.learner('a'))?.here
  const first = views.watch('a', (view) => told.push(view))
  const second = views.watch('a', (view) => told.push(view))
  await eventually(here)
  first()
  await room.store.pace('a', 'slower')
  await eventually(() => told.at(-1)?.pace?.value === 'slower')
  expect(await here()).toBe(true)
  second()
  await eventually(async () => (await here()) === false)
})

test('the end of the room is told to everybody', async () => {
  views.watch('a', (view) => told.push(view))
  await eventually(() => told.length)
  await room.store.end()
  await eventually(() => told.at(-1)?.ended)
  expect(views.state()).toBeUndefined()
})

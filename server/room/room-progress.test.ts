import { expect } from 'vitest'
import { Refusal } from '../http/refusal.ts'
import type { Progress } from '../progress/contract.ts'
import { mergeProgress } from '../progress/merge-progress.ts'
import { roomTest } from '../testing/fixtures.ts'
import { createRoomProgress } from './room-progress.ts'

/** Two server processes, and a learner. */
const test = roomTest.extend('processes', async ({ room }) => {
  await room.store.join('a', null)
  return [room.store, room.again()].map((store) =>
    createRoomProgress({ valkey: room.valkey, store, merge: mergeProgress }),
  )
})

const at = '2026-11-23T10:00:01.000Z'
const section = (name: string): Progress => ({
  version: 1,
  lessons: { '04-a': { sections: { [name]: at }, quizzes: {}, exercises: {} } },
})

test('two processes add at the same time and nothing is lost', async ({ processes }) => {
  const names = Array.from({ length: 20 }, (_, i) => `section-${i}`)
  await Promise.all(names.map((name, i) => processes[i % 2]?.add('a', section(name))))
  const { progress } = (await processes[0]?.read('a')) ?? {}
  expect(Object.keys(progress?.lessons['04-a']?.sections ?? {}).sort()).toEqual(names.sort())
})

test('the board has one word a lesson, and more marks are progress', async ({
  room,
  processes,
}) => {
  const before = await room.store.learner('a')
  await processes[0]?.add('a', section('one'))
  const begun = await room.store.learner('a')
  expect(begun).toMatchObject({ lessons: { '04-a': 'begun' }, marks: 1 })
  expect(begun?.progressAt).toBeGreaterThanOrEqual(before?.progressAt ?? 0)
  const done = { sections: {}, quizzes: { q: { right: at } }, exercises: {}, doneAt: at }
  await processes[0]?.add('a', { version: 1, lessons: { '04-a': done } })
  expect(await room.store.learner('a')).toMatchObject({ lessons: { '04-a': 'read' }, marks: 3 })
  const passed = { sections: {}, quizzes: {}, exercises: { exercise: at } }
  await processes[0]?.add('a', { version: 1, lessons: { '04-a': passed } }, { home: true })
  expect(await room.store.learner('a')).toMatchObject({ lessons: { '04-a': 'passed' }, home: true })
})

test('the same once more changes nothing, not even the revision', async ({ room, processes }) => {
  await processes[0]?.add('a', section('one'))
  const before = await room.store.learner('a')
  await processes[1]?.add('a', section('one'))
  expect(await room.store.learner('a')).toEqual(before)
})

test('more than a room keeps is refused, and what was there stays', async ({ processes }) => {
  await processes[0]?.add('a', section('one'))
  const sections = Object.fromEntries(
    Array.from({ length: 500 }, (_, i) => [`${i}-${'x'.repeat(150)}`, at]),
  )
  const huge: Progress = {
    version: 1,
    lessons: { '04-a': { sections, quizzes: {}, exercises: {} } },
  }
  const error = await processes[0]?.add('a', huge).catch((reason) => reason)
  expect(error).toBeInstanceOf(Refusal)
  expect(error.problem.status).toBe(413)
  expect((await processes[0]?.read('a'))?.progress).toEqual(section('one'))
})

test('of a learner who is not there nothing is kept', async ({ room, processes }) => {
  const error = await processes[0]?.add('nobody', section('one')).catch((reason) => reason)
  expect(error.problem.status).toBe(404)
  expect(await room.valkey.hlen(room.store.keys.progress)).toBe(0)
})

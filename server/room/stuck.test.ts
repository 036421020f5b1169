import { expect, test } from 'vitest'
import type { BoardLearner } from './contract.ts'
import { findStuck } from './stuck.ts'

const minute = 60_000
const now = 1_000 * minute

/** Learners "0", "1" … without progress for so many minutes; a minus is one who has closed the page. */
function room(...minutes: number[]): BoardLearner[] {
  return minutes.map((idle, i) => ({
    id: String(i),
    rev: 1,
    seat: i + 1,
    name: null,
    joinedAt: 0,
    seenAt: now,
    activeAt: now,
    marks: 0,
    place: null,
    lessons: {},
    check: null,
    exerciseOpen: null,
    help: null,
    pace: null,
    hint: null,
    home: false,
    here: idle >= 0,
    progressAt: now - Math.abs(idle) * minute,
  }))
}

test.each([
  ['one far behind the room', room(1, 2, 1, 9, 2), ['3']],
  ['two, the longest first', room(1, 1, 1, 9, 12), ['4', '3']],
  ['nobody while the instructor talks', room(20, 21, 19, 22), []],
  ['nobody before three minutes', room(0, 0, 0, 2.9), []],
  ['nobody who has closed the page', room(1, 1, 1, -30), []],
  ['nobody who is alone', room(30), []],
  ['nobody in an empty room', [], []],
  ['the other of two', room(0.5, 4), ['1']],
])('%s', (_, learners, stuck) => {
  expect(findStuck(learners, now).stuck).toEqual(stuck)
})

test('the median is of those who are here', () => {
  expect(findStuck(room(1, 2, 3, -90), now).medianIdleMs).toBe(2 * minute)
  expect(findStuck([], now).medianIdleMs).toBeNull()
})

test('a moment that seems to lie ahead counts as now', () => {
  expect(
    findStuck(
      room(-1, 0).map((one) => ({ ...one, here: true, progressAt: now + minute })),
      now,
    ),
  ).toEqual({
    medianIdleMs: 0,
    stuck: [],
  })
})

import { expect, test } from 'vitest'
import type { BoardLearner, Pace } from './contract.ts'
import { hasFaded, totalsOf } from './totals.ts'

const minute = 60_000
const now = 1_000 * minute

function learner(id: string, more: Partial<BoardLearner> = {}): BoardLearner {
  return {
    id,
    rev: 1,
    seat: 1,
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
    here: true,
    progressAt: now,
    ...more,
  }
}
const says = (value: Pace, minutesAgo: number) => ({
  pace: { value, at: now - minutesAgo * minute },
})

test('slower and faster are counted for five minutes, and then no more', () => {
  const learners = [
    learner('a', says('slower', 0)),
    learner('b', says('slower', 4.9)),
    learner('c', says('slower', 5)),
    learner('d', says('faster', 1)),
    learner('e'),
  ]
  expect(totalsOf(learners, now)).toMatchObject({ joined: 5, here: 5, slower: 2, faster: 1 })
})

test('who has not been heard of for three quarters of a minute is not here', () => {
  expect(hasFaded(learner('a', { seenAt: now - 44_000 }), now)).toBe(false)
  expect(hasFaded(learner('a', { seenAt: now - 45_000 }), now)).toBe(true)
  expect(hasFaded(learner('a', { here: false, seenAt: 0 }), now)).toBe(false)
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LessonProgress, Progress } from './contract.ts'
import { emptyProgress, mergeProgress } from './merge-progress.ts'

const moment = fc.integer({ min: 1, max: 9 }).map((second) => `2026-11-23T10:00:0${second}.000Z`)
const name = fc.constantFrom('a', 'b', 'toString')
const lesson: fc.Arbitrary<LessonProgress> = fc.record(
  {
    place: fc.record({ at: moment, section: fc.option(name) }),
    doneAt: moment,
    sections: fc.dictionary(name, moment),
    quizzes: fc.dictionary(
      name,
      fc.record({ right: moment, wrong: moment }, { requiredKeys: ['right'] }),
    ),
    exercises: fc.dictionary(name, moment),
  },
  { requiredKeys: ['sections', 'quizzes', 'exercises'] },
)
const progress: fc.Arbitrary<Progress> = fc.record(
  { version: fc.constant(1 as const), startedOver: moment, lessons: fc.dictionary(name, lesson) },
  { requiredKeys: ['version', 'lessons'] },
)

const at = (second: number) => `2026-11-23T10:00:0${second}.000Z`
const marks = (more: Partial<LessonProgress>): Progress => ({
  version: 1,
  lessons: { a: { sections: {}, quizzes: {}, exercises: {}, ...more } },
})

test('neither the order nor the number of merges matters', () => {
  fc.assert(
    fc.property(progress, progress, progress, (a, b, c) => {
      const ab = mergeProgress(a, b)
      expect(ab).toEqual(mergeProgress(b, a))
      expect(mergeProgress(ab, c)).toEqual(mergeProgress(a, mergeProgress(b, c)))
      expect(mergeProgress(ab, b)).toEqual(ab)
    }),
  )
})

test('what either side has is in the sum', () => {
  const one = marks({ sections: { s: at(2) }, doneAt: at(5) })
  const other = marks({ sections: { s: at(1), t: at(3) }, exercises: { exercise: at(4) } })
  expect(mergeProgress(one, other).lessons.a).toEqual({
    doneAt: at(5),
    sections: { s: at(2), t: at(3) },
    quizzes: {},
    exercises: { exercise: at(4) },
  })
})

test('a right answer stays right, whatever was answered later', () => {
  const right = marks({ quizzes: { q: { right: at(1) } } })
  const wrong = marks({ quizzes: { q: { wrong: at(2) } } })
  expect(mergeProgress(right, wrong)).toEqual(
    marks({ quizzes: { q: { right: at(1), wrong: at(2) } } }),
  )
})

test('the place is the last one', () => {
  const early = marks({ place: { at: at(1), section: 'early' } })
  const late = marks({ place: { at: at(2), section: null } })
  expect(mergeProgress(late, early).lessons.a?.place).toEqual({ at: at(2), section: null })
})

test('after starting over only later marks count, also those that come from elsewhere', () => {
  const restarted: Progress = { version: 1, startedOver: at(3), lessons: {} }
  expect(mergeProgress(restarted, marks({ doneAt: at(2) })).lessons).toEqual({})
  expect(mergeProgress(restarted, marks({ doneAt: at(4) })).lessons.a?.doneAt).toBe(at(4))
  expect(mergeProgress(emptyProgress(), restarted)).toEqual(restarted)
})

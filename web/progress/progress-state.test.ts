import { expect, test } from 'vitest'
import { addMark, countDone, lastPlace, lessonOf, type Mark, noProgress } from './progress-state.ts'

const lesson = '04-a'
const at = (second: number) => `2026-11-23T10:00:0${second}.000Z`
const after = (...marks: Mark[]) => marks.reduce(addMark, noProgress)

test('sections, answers and the end of a lesson are noted once, with their first moment', () => {
  const progress = after(
    { is: 'read', lesson, section: 's', at: at(1) },
    { is: 'read', lesson, section: 's', at: at(2) },
    { is: 'done', lesson, at: at(3) },
    { is: 'done', lesson, at: at(4) },
  )
  expect(lessonOf(progress, lesson)).toEqual({
    doneAt: at(3),
    sections: { s: at(1) },
    quizzes: {},
    exercises: {},
  })
})

test('a right answer stays, a wrong one gives way', () => {
  const answer = (right: boolean, second: number): Mark => ({
    is: 'answered',
    lesson,
    question: 'q',
    right,
    at: at(second),
  })
  const progress = after(answer(false, 1), answer(true, 2), answer(false, 3))
  expect(lessonOf(progress, lesson).quizzes).toEqual({ q: { wrong: at(1), right: at(2) } })
})

test('a mark that says nothing new leaves the very same progress', () => {
  const progress = after({ is: 'read', lesson, section: 's', at: at(1) })
  expect(addMark(progress, { is: 'read', lesson, section: 's', at: at(9) })).toBe(progress)
})

test('the last place is the latest of all lessons', () => {
  const progress = after(
    { is: 'at', lesson: '05-b', section: 's', at: at(2) },
    { is: 'at', lesson, section: null, at: at(3) },
  )
  expect(lastPlace(progress)).toMatchObject({ lesson, section: null })
  expect(lastPlace(noProgress)).toBeNull()
})

test('starting over leaves nothing but its own moment', () => {
  const progress = after({ is: 'done', lesson, at: at(1) }, { is: 'started over', at: at(2) })
  expect(progress).toEqual({ version: 1, startedOver: at(2), lessons: {} })
})

test('counted is what the lesson has now', () => {
  const progress = after(
    { is: 'read', lesson, section: 'one', at: at(1) },
    { is: 'read', lesson, section: 'renamed', at: at(1) },
    { is: 'answered', lesson, question: 'q', right: false, at: at(1) },
  )
  const meta = { folder: lesson, sections: [{ id: 'one' }, { id: 'two' }], questions: ['q'] }
  expect(countDone(meta, progress)).toEqual({ sections: [1, 2], questions: [0, 1] })
})

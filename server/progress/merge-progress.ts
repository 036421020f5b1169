// Two accounts of one learner's progress become one that has everything of both. The order doesn't matter, nor how
// often: two tabs, the command line and an imported file may write whenever they like. Of two moments the later one
// stays, because only that one is sure to outlive a "start over" that arrives afterwards.
import type { LessonProgress, Moment, Progress, QuizAnswers } from './contract.ts'

/** @returns the union; what was noted before the last "start over" of either side is left out */
export function mergeProgress(one: Progress, other: Progress): Progress {
  const startedOver = later(one.startedOver, other.startedOver)
  const lessons: Progress['lessons'] = {}
  for (const folder of keysOf(one.lessons, other.lessons)) {
    const merged = mergeLesson(own(one.lessons, folder), own(other.lessons, folder), startedOver)
    if (merged) lessons[folder] = merged
  }
  return { version: 1, ...(startedOver !== undefined && { startedOver }), lessons }
}

export function emptyProgress(): Progress {
  return { version: 1, lessons: {} }
}

function mergeLesson(
  one: LessonProgress | undefined,
  other: LessonProgress | undefined,
  startedOver: Moment | undefined,
): LessonProgress | undefined {
  const counts = (at: Moment | undefined) =>
    at !== undefined && (startedOver === undefined || at > startedOver) ? at : undefined
  const pickMoment = (a?: Moment, b?: Moment) => counts(later(a, b))
  const place = laterPlace(one?.place, other?.place)
  const doneAt = pickMoment(one?.doneAt, other?.doneAt)
  const lesson: LessonProgress = {
    ...(place && counts(place.at) && { place }),
    ...(doneAt !== undefined && { doneAt }),
    sections: mergeMarks(one?.sections, other?.sections, pickMoment),
    quizzes: mergeMarks(one?.quizzes, other?.quizzes, (a, b) =>
      answers(pickMoment(a?.right, b?.right), pickMoment(a?.wrong, b?.wrong)),
    ),
    exercises: mergeMarks(one?.exercises, other?.exercises, pickMoment),
  }
  const marks = [lesson.sections, lesson.quizzes, lesson.exercises].flatMap(Object.keys)
  return lesson.place || lesson.doneAt || marks.length > 0 ? lesson : undefined
}

function mergeMarks<Mark>(
  one: Record<string, Mark> = {},
  other: Record<string, Mark> = {},
  merge: (a: Mark | undefined, b: Mark | undefined) => Mark | undefined,
): Record<string, Mark> {
  const merged: Record<string, Mark> = {}
  for (const key of keysOf(one, other)) {
    const mark = merge(own(one, key), own(other, key))
    if (mark !== undefined) merged[key] = mark
  }
  return merged
}

function answers(right: Moment | undefined, wrong: Moment | undefined): QuizAnswers | undefined {
  if (right === undefined && wrong === undefined) return undefined
  return { ...(right !== undefined && { right }), ...(wrong !== undefined && { wrong }) }
}

type Place = LessonProgress['place']

/** Of two places of one moment any may win, but always the same. */
function laterPlace(a: Place, b: Place): Place {
  if (!a || !b) return a ?? b
  return `${a.at} ${a.section}` < `${b.at} ${b.section}` ? b : a
}

function later(a: Moment | undefined, b: Moment | undefined): Moment | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return a < b ? b : a
}

function keysOf(one: object, other: object): string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].sort()
}

function own<Mark>(marks: Record<string, Mark>, key: string): Mark | undefined {
  return Object.hasOwn(marks, key) ? marks[key] : undefined
}

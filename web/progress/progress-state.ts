// What the page knows of the learner's progress: what the server answered last, and marks that it has not heard yet.
// Only the server merges; the page adds marks, one by one, and the same function adds them to what is shown and sent.
import type { LessonProgress, Moment, Progress } from '../../server/progress/contract.ts'

export type Mark = { at: Moment } & (
  | { is: 'started over' }
  | { is: 'at'; lesson: string; section: string | null }
  | { is: 'done'; lesson: string }
  | { is: 'read'; lesson: string; section: string }
  | { is: 'answered'; lesson: string; question: string; right: boolean }
)

export const noProgress: Progress = { version: 1, lessons: {} }
const untouched: LessonProgress = { sections: {}, quizzes: {}, exercises: {} }

/** The progress with the mark in it; the same object when the mark says nothing new. */
export function addMark(progress: Progress, mark: Mark): Progress {
  if (mark.is === 'started over') return { version: 1, startedOver: mark.at, lessons: {} }
  const before = lessonOf(progress, mark.lesson)
  const after = addToLesson(before, mark)
  if (after === before) return progress
  return { ...progress, lessons: { ...progress.lessons, [mark.lesson]: after } }
}

type LessonMark = Exclude<Mark, { is: 'started over' }>

function addToLesson(lesson: LessonProgress, mark: LessonMark): LessonProgress {
  const { at } = mark
  if (mark.is === 'at') {
    if (lesson.place?.section === mark.section) return lesson
    return { ...lesson, place: { at, section: mark.section } }
  }
  if (mark.is === 'done') return lesson.doneAt ? lesson : { ...lesson, doneAt: at }
  if (mark.is === 'read') {
    if (lesson.sections[mark.section]) return lesson
    return { ...lesson, sections: { ...lesson.sections, [mark.section]: at } }
  }
  const answers = lesson.quizzes[mark.question]
  if (answers?.right) return lesson
  const next = { ...answers, [mark.right ? 'right' : 'wrong']: at }
  return { ...lesson, quizzes: { ...lesson.quizzes, [mark.question]: next } }
}

/** Never undefined: a lesson nobody has opened has an empty progress. */
export function lessonOf(progress: Progress, lesson: string): LessonProgress {
  return progress.lessons[lesson] ?? untouched
}

/** The lesson and section that was open last, in whichever browser. */
export function lastPlace(progress: Progress): { lesson: string; section: string | null } | null {
  let last: { lesson: string; section: string | null; at: Moment } | null = null
  for (const [lesson, { place }] of Object.entries(progress.lessons)) {
    if (place && (last === null || place.at > last.at)) last = { lesson, ...place }
  }
  return last
}

/** What a lesson has of each kind, and how much of it is done. Parts that the lesson no longer has don't count. */
export function countDone(
  lesson: { folder: string; sections: { id: string }[]; questions: string[] },
  progress: Progress,
): { sections: [done: number, all: number]; questions: [done: number, all: number] } {
  const { sections, quizzes } = lessonOf(progress, lesson.folder)
  return {
    sections: [lesson.sections.filter(({ id }) => sections[id]).length, lesson.sections.length],
    questions: [
      lesson.questions.filter((id) => quizzes[id]?.right).length,
      lesson.questions.length,
    ],
  }
}

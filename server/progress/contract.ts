// What the page and the workbook's server send each other about progress. The page imports types only.
import { z } from 'zod'

const mostLessons = 200
const mostMarks = 500

/** ISO 8601 in UTC, to the millisecond: "2026-11-23T17:09:33.120Z". As text they sort as they follow each other. */
const moment = z.iso.datetime({ precision: 3 })
const name = z.string().min(1).max(200)

function limited<Value extends z.ZodType>(value: Value, most: number) {
  return z
    .record(name, value)
    .refine((marks) => Object.keys(marks).length <= most, `holds more than ${most} entries`)
}

/** When the question was last answered rightly, and wrongly. Once right, it stays right. */
const answers = z.strictObject({ right: moment.exactOptional(), wrong: moment.exactOptional() })

const lessonProgress = z.strictObject({
  /** Where it was open last; `section` is a heading's id, null above the first. */
  place: z.strictObject({ at: moment, section: name.nullable() }).exactOptional(),
  /** When it was finished. */
  doneAt: moment.exactOptional(),
  /** Section id -> when it was read. */
  sections: limited(moment, mostMarks),
  /** By question id. */
  quizzes: limited(answers, mostMarks),
  /** Exercise -> when it passed; a lesson's whole exercise is called "exercise". */
  exercises: limited(moment, mostMarks),
})

/** One learner's progress: `GET` and `PUT /api/progress`, and the file workspace/progress.json. */
export const progressBody = z.strictObject({
  version: z.literal(1),
  /** "Start over": what was noted earlier no longer counts. */
  startedOver: moment.exactOptional(),
  /** Lesson folder -> how far it is. */
  lessons: limited(lessonProgress, mostLessons),
})

export type Moment = z.infer<typeof moment>
export type QuizAnswers = z.infer<typeof answers>
export type LessonProgress = z.infer<typeof lessonProgress>
export type Progress = z.infer<typeof progressBody>

/**
 * The answer to GET and PUT. PUT takes a Progress, adds it to what is on disk and answers with the sum: nothing that
 * is already noted can be lost by it.
 */
export type ProgressAnswer = {
  progress: Progress
  /** A damaged file was found, and put aside under this name; progress went on without it. */
  setAside?: { file: string; why: string }
}

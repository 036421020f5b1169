// What the page and the workbook's server say to each other about progress: types only.

/** ISO 8601 in UTC, to the millisecond: "2026-11-23T17:09:33.120Z". As text they sort as they follow each other. */
export type Moment = string

/** When the question was last answered rightly, and wrongly. Once right, it stays right. */
export type QuizAnswers = { right?: Moment; wrong?: Moment }

export type LessonProgress = {
  /** Where it was open last; `section` is a heading's id, null above the first. */
  place?: { at: Moment; section: string | null }
  /** When it was finished. */
  doneAt?: Moment
  /** Section id -> when it was read. */
  sections: Record<string, Moment>
  /** By question id. */
  quizzes: Record<string, QuizAnswers>
  /** Exercise -> when it passed; a lesson's whole exercise is called "exercise". */
  exercises: Record<string, Moment>
}

/** One learner's progress: `GET /api/progress`, and the file workspace/progress.json. */
export type Progress = {
  version: 1
  /** "Start over": what was noted earlier no longer counts. */
  startedOver?: Moment
  /** Lesson folder -> how far it is. */
  lessons: Record<string, LessonProgress>
}

/**
 * The answer to GET and PUT. PUT takes a Progress, adds it to what is on disk and answers with the sum: nothing that
 * is already noted can be lost by it.
 */
export type ProgressAnswer = {
  progress: Progress
  /** A damaged file was found, and put aside under this name; progress went on without it. */
  setAside?: { file: string; why: string }
}

// What the page knows about a lesson before it loads the lesson's text. Types only: the page imports this file.

export type LessonSection = {
  /** The heading's id, as in the page's `#fragment`. */
  id: string
  title: string
}

export type LessonMeta = {
  /** Folder name under lessons/, which is also the address: `/lessons/<folder>/`. */
  folder: string
  /** The folder's leading number; lessons are ordered by it. */
  number: number
  title: string
  summary: string
  /** A realistic reading and trying time. */
  minutes: number
  objectives: string[]
  /** The lesson's h2 headings, in order. */
  sections: LessonSection[]
  /** The ids of its quiz questions; see web/core/question-id.ts. */
  questions: string[]
}

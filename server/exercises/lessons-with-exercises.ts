import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Hint, readHints } from './hints.ts'

export type ExerciseLesson = {
  /** The lesson's folder name. */
  lesson: string
  number: number
  title: string
  /** What is to be done, a paragraph or more of Markdown. */
  task: string
  hints: Hint[]
  /** The sentences of its checks. */
  checks: string[]
  /** Absolute paths of what is given out, and of the answer. */
  exercise: string
  solution: string
}

/** The lessons of the checkout at `root` that have an exercise, in their order. What one lacks, `npm run check:lessons` says. */
export function lessonsWithExercises(root: string): ExerciseLesson[] {
  const lessons = join(root, 'lessons')
  if (!existsSync(lessons)) return []
  return readdirSync(lessons)
    .filter((lesson) => existsSync(join(lessons, lesson, 'exercise')))
    .sort()
    .map((lesson) => {
      const folder = join(lessons, lesson)
      const mdx = textOf(folder, 'lesson.mdx')
      return {
        lesson,
        number: Number.parseInt(lesson, 10),
        title: titleOf(mdx) ?? lesson,
        task: taskOf(mdx),
        hints: readHints(textOf(folder, 'hints.md')),
        checks: checkNames(textOf(folder, 'checks.ts')),
        exercise: join(folder, 'exercise'),
        solution: join(folder, 'solution'),
      }
    })
}

function textOf(folder: string, name: string): string {
  const path = join(folder, name)
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

/** Of the front matter, whose form `npm run check:lessons` sees to. */
function titleOf(mdx: string): string | undefined {
  return /^title: *(['"]?)(.+)\1 *$/m.exec(mdx)?.[2]
}

/** What its `<Exercise>` says; lines that are wrapped in the source are one. */
function taskOf(mdx: string): string {
  const [, task = ''] = /^<Exercise [^>]*>\n([\s\S]*?)^<\/Exercise>/m.exec(mdx) ?? []
  return task.trim().replaceAll(/(?<!\n)\n(?! *\n) */g, ' ')
}

/** By the lesson's number, with or without its zero, or by its folder's name. */
export function findExercise(
  wanted: string,
  lessons: ExerciseLesson[],
): ExerciseLesson | undefined {
  return lessons.find(
    ({ lesson, number }) =>
      lesson === wanted || (/^\d{1,3}$/.test(wanted) && Number(wanted) === number),
  )
}

/** The sentences of a lesson's checks, in their order, read from the text of its checks.ts: nothing of it is run. */
export function checkNames(text: string): string[] {
  const [, table = ''] = /^export const checks: .*= \{\n([\s\S]*?)^\}/m.exec(text) ?? []
  return [...table.matchAll(/^ {2}(?:'([^']+)'|"([^"]+)"):/gm)].map(
    ([, single, double]) => single ?? double ?? '',
  )
}

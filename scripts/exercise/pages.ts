// What the keys of watch mode show: a hint, what was changed, the solution.

import type { Exercises } from '../../server/exercises/exercises.ts'
import type { ExerciseLesson } from '../../server/exercises/lessons-with-exercises.ts'
import { fileDiffs, tellDiffs } from './file-diff.ts'
import { cliMessages as text } from './messages.ts'
import { type Paint, wrapText } from './paint.ts'

/** The hint of that number, counted from 1; its Markdown is plain enough to be read as it is. */
export function hintPage(
  { hints }: ExerciseLesson,
  number: number,
  { paint, width }: { paint: Paint; width: number },
): string[] {
  const said = hints[number - 1]?.text.replaceAll(/\n(?!\n)/g, ' ') ?? ''
  const last = hints.length > 1 ? text.hintLastKey : text.hintLast
  const more = number < hints.length ? text.hintMoreKey : last
  const title = paint.bold(text.hintTitle(number, hints.length))
  return [title, '', ...wrapText(said, width), '', paint.quiet(more)]
}

export async function changesPage(
  exercises: Exercises,
  lesson: ExerciseLesson,
  { paint, width }: { paint: Paint; width: number },
): Promise<string[]> {
  const { files, original, folder } = await exercises.detail(lesson)
  const diffs = fileDiffs({ label: 'exercise', files: original }, { label: folder, files })
  return diffs.length === 0
    ? [text.noChange]
    : [text.changed, '', ...tellDiffs(diffs, paint, width)]
}

/** First what is left to do, then what the solution does to the exercise. */
export async function solutionPage(
  exercises: Exercises,
  lesson: ExerciseLesson,
  { paint, width }: { paint: Paint; width: number },
): Promise<string[]> {
  const { files, original, folder } = await exercises.detail(lesson)
  const solution = { label: 'solution', files: await exercises.solution(lesson) }
  const left = fileDiffs({ label: folder, files }, solution)
  const whole = fileDiffs({ label: 'exercise', files: original }, solution)
  const own =
    left.length === 0
      ? [text.noDifference]
      : [text.toSolution, '', ...tellDiffs(left, paint, width)]
  return [...own, '', text.fromExercise, '', ...tellDiffs(whole, paint, width)]
}

// What watch mode shows: how the last check went, and by key a hint, what was changed, the solution.

import type { Exercises } from '../../server/exercises/exercises.ts'
import type { ExerciseLesson } from '../../server/exercises/lessons-with-exercises.ts'
import type { Current } from './current-exercise.ts'
import { fileDiffs, tellDiffs } from './file-diff.ts'
import { cliMessages as text } from './messages.ts'
import { type Paint, wrapText } from './paint.ts'
import { tellRun } from './tell-run.ts'
import { tellHoles, tellTask } from './tell-task.ts'

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

/** While somebody works at an exercise: the last verdict, and what is to be done. `folder` is the copy as people say it, `next` what to do after a pass, `hintBy` how to get a hint. */
export function runPage(
  { lesson, run, files, warnings }: Current,
  {
    folder,
    next,
    manual,
    paint,
    width,
    hintBy,
  }: {
    folder: string
    next: string[]
    manual: boolean
    paint: Paint
    width: number
    hintBy: (hint: number) => string
  },
): string[] {
  const warned = warnings
    .filter((one) => !run?.message?.includes(one))
    .flatMap((one) => [...wrapText(one, width).map(paint.note), ''])
  if (!run) {
    const task = tellTask(lesson.task, { folder, files, width })
    const edit = manual ? text.editManual(folder) : text.editBeside(folder)
    return [...warned, text.never, '', ...task, '', ...wrapText(edit, width)]
  }
  const told = tellRun(run, { paint, width, hintBy })
  if (run.state === 'passed') {
    return [...warned, ...told, '', ...next.flatMap((one) => wrapText(one, width))]
  }
  // Where to go on stands at the top: on a low screen what failed may push the rest below its edge.
  const [verdict = '', ...details] = told
  const holes = tellHoles(files, folder).map(paint.quiet)
  const task = wrapText(lesson.task, width).map(paint.quiet)
  return [...warned, verdict, ...holes, ...details, '', ...task]
}

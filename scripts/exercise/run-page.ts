// What stands on the screen while somebody works at an exercise: how the last check went, and what is to be done.

import type { Current } from './current-exercise.ts'
import { cliMessages as text } from './messages.ts'
import { type Paint, wrapText } from './paint.ts'
import { tellRun } from './tell-run.ts'
import { tellHoles, tellTask } from './tell-task.ts'

/** `folder` is the copy as people say it, `next` what to do after a pass, `hintBy` how to get a hint. */
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

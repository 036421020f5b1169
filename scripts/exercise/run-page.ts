// What stands on the screen while somebody works at an exercise: how the last check went, and what is to be done.
import { cliMessages as text } from '../../web/messages/en/exercise-cli.ts'
import type { Current } from './current-exercise.ts'
import { type Paint, wrapText } from './paint.ts'
import { tellRun } from './tell-run.ts'
import { tellTask } from './tell-task.ts'

/** `folder` is the copy as people say it, `next` what to do after a pass. */
export function runPage(
  { lesson, run, files, warnings }: Current,
  {
    folder,
    next,
    manual,
    paint,
    width,
  }: { folder: string; next: string; manual: boolean; paint: Paint; width: number },
): string[] {
  const warned = warnings
    .filter((one) => !run?.message?.includes(one))
    .flatMap((one) => [...wrapText(one, width).map(paint.note), ''])
  const task = tellTask(lesson.task, { folder, files, width })
  if (!run) {
    const edit = manual ? text.editManual(folder) : text.editBeside(folder)
    return [...warned, text.never, '', ...task, '', ...wrapText(edit, width)]
  }
  const told = tellRun(run, { paint, width, hintBy: () => text.hintKey })
  if (run.state === 'passed') return [...warned, ...told, '', next]
  return [...warned, ...told, '', ...task.map(paint.quiet)]
}

// What is to be done: the lesson's own words, and where in the learner's files the holes are.
import type { ExerciseFile } from '../../server/exercises/contract.ts'
import { todoLines } from '../../web/exercises/todo-lines.ts'
import { cliMessages as text } from './messages.ts'
import { wrapText } from './paint.ts'

/** Lines for a terminal. */
export function tellTask(
  task: string,
  { folder, files, width }: { folder: string; files: ExerciseFile[]; width: number },
): string[] {
  return [...wrapText(task, width), ...tellHoles(files, folder)]
}

/** A hole is told as `file:line`, which many terminals open at a click. */
export function tellHoles(files: ExerciseFile[], folder: string): string[] {
  return files.flatMap(({ name, content }) => {
    const lines = todoLines(content)
    return lines.length === 0 ? [] : [text.todoAt(`${folder}/${name}`, lines)]
  })
}

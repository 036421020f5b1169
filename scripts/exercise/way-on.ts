// Where the way goes from here, in a sentence that names the key.
import type { ExerciseSummary } from '../../server/exercises/contract.ts'
import type { ExerciseLesson } from '../../server/exercises/lessons-with-exercises.ts'
import { cliMessages as text } from '../../web/messages/en/exercise-cli.ts'

/** After a pass: to the next exercise; behind the last one, back to what is still open. */
export function wayOn({
  lesson,
  lessons,
  all,
}: {
  lesson: ExerciseLesson
  lessons: readonly ExerciseLesson[]
  all: readonly ExerciseSummary[]
}): string {
  const next = lessons[lessons.indexOf(lesson) + 1]
  if (next) return text.nextByKey(text.title(next.number, next.title))
  const open = all.find((one) => !one.solved)
  return open ? stillOpen(open.number, all) : text.allSolved
}

/** Of an exercise that is not solved. */
export function stillOpen(number: number, all: readonly ExerciseSummary[]): string {
  const open = all.find((one) => one.number === number)
  return open ? text.stillOpen(text.title(open.number, open.title)) : ''
}

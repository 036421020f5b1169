// Where the way goes from here, in a sentence that names the key.
import { dirname } from 'node:path'
import type { ExerciseSummary } from '../../server/exercises/contract.ts'
import type { ExerciseLesson } from '../../server/exercises/lessons-with-exercises.ts'
import { hasMount } from '../../server/my-limiter/lesson-mount.ts'
import { cliMessages as text } from './messages.ts'

/** After a pass: to the next exercise, or back to what is still open; and where the code can show what it does. */
export function wayOn({
  lesson,
  lessons,
  all,
}: {
  lesson: ExerciseLesson
  lessons: readonly ExerciseLesson[]
  all: readonly ExerciseSummary[]
}): string[] {
  const live = canAnswer(lesson) ? ['', text.canAnswer] : []
  if (all.length > 0 && all.every(({ solved }) => solved)) {
    return [text.allSolved, '', text.whatIsLeft(lesson.lesson), ...live]
  }
  const next = lessons[lessons.indexOf(lesson) + 1]
  if (next) return [text.nextByKey(text.title(next.number, next.title)), ...live]
  const open = all.find((one) => !one.solved)
  return [open ? stillOpen(open.number, all) : text.allSolved, ...live]
}

/** Whether the learner's copy can answer the playground's requests. */
export function canAnswer({ exercise }: ExerciseLesson): boolean {
  return hasMount(dirname(exercise))
}

/** Of an exercise that is not solved. */
export function stillOpen(number: number, all: readonly ExerciseSummary[]): string {
  const open = all.find((one) => one.number === number)
  return open ? text.stillOpen(text.title(open.number, open.title)) : ''
}

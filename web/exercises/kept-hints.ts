// Which hints a learner has asked for stays in this browser.
import { readStored, writeStored } from '../core/stored.ts'
import { nameForLesson } from './name-for-lesson.ts'

const nameOf = (lesson: string) => nameForLesson('exercise-hints', lesson)

export function readHints(lesson: string): number[] {
  const numbers = (readStored(nameOf(lesson)) ?? '').split(',').map(Number)
  return numbers.filter((number) => Number.isInteger(number) && number > 0)
}

export function keepHints(lesson: string, hints: number[]): void {
  writeStored(nameOf(lesson), hints.length === 0 ? null : hints.join(','))
}

// What a learner typed stays in this browser, for this room and lesson: their id is another one in each room.
import { readStored, writeStored } from '../../core/stored.ts'
import { nameForLesson } from '../name-for-lesson.ts'

const nameOf = (id: string, lesson: string) => nameForLesson(`lua-exercise:${id}`, lesson)

export function readScript(id: string, lesson: string): string | null {
  return readStored(nameOf(id, lesson))
}

/** null: there is nothing to keep. */
export function keepScript(id: string, lesson: string, content: string | null): void {
  writeStored(nameOf(id, lesson), content)
}

import { lessons } from 'virtual:lessons'

/** The lesson at this address, or undefined. */
export function lessonAt(path: string | null) {
  return lessons.find(({ folder }) => path === `/lessons/${folder}/`)
}

/** An address as people say it: "4 · The atomic counter". */
export function namePlace(path: string): string {
  const lesson = lessonAt(path)
  return lesson ? `${lesson.number} · ${lesson.title}` : path
}

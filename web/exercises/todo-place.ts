import type { CodePlace } from '../../server/exercises/contract.ts'
import { type OpenFile, shownText } from './file-state.ts'
import { todoLines } from './todo-lines.ts'

/** Where the first hole is: in the file of this name, else in the first one that has any; null where none is left. */
export function todoPlace(files: readonly OpenFile[], name: string): CodePlace | null {
  const places = files.flatMap((file) => {
    const line = todoLine(shownText(file))
    return line === null ? [] : [{ file: file.name, line }]
  })
  return places.find(({ file }) => file === name) ?? places[0] ?? null
}

/** The first one; null where there is none. */
export function todoLine(text: string): number | null {
  return todoLines(text)[0] ?? null
}

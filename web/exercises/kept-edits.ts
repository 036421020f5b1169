// Edits that are not saved yet survive a reload: they are in localStorage until they are on disk.
import { readStored, writeStored } from '../core/stored.ts'
import type { Edit, OpenFile } from './file-state.ts'
import { nameForLesson } from './name-for-lesson.ts'

const nameOf = (lesson: string) => nameForLesson('exercise-edits', lesson)

/** What this browser kept, by file name. */
export function readEdits(lesson: string): Record<string, Edit> {
  const text = readStored(nameOf(lesson))
  if (text === null) return {}
  try {
    return Object.fromEntries(Object.entries(JSON.parse(text) ?? {}).filter(isEdit))
  } catch {
    // Somebody else wrote it, or half of it.
    return {}
  }
}

/**
 * Keeps the edits of these files and forgets those that `before` had and that are done. What another tab kept of other
 * files stays.
 */
export function keepEdits(lesson: string, files: OpenFile[], before: OpenFile[]): void {
  const kept = readEdits(lesson)
  const original = JSON.stringify(kept)
  for (const { name, edit } of files) {
    if (edit) kept[name] = edit
    else if (
      before.some((file) => file.name === name && file.edit?.content === kept[name]?.content)
    )
      delete kept[name]
  }
  const next = JSON.stringify(kept)
  if (next !== original) writeStored(nameOf(lesson), next === '{}' ? null : next)
}

function isEdit(entry: [string, unknown]): entry is [string, Edit] {
  const edit = entry[1]
  return (
    typeof edit === 'object' &&
    edit !== null &&
    'content' in edit &&
    typeof edit.content === 'string' &&
    'basedOn' in edit &&
    typeof edit.basedOn === 'string'
  )
}

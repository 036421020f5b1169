import type { ExerciseState } from './exercise-state.ts'
import { shownText } from './file-state.ts'

/** Where the lessons cut regions out of the code: nobody's work. */
const regionMarker = /^[ \t]*(?:\/\/|--) (?:end)?region: .*\n/gm

export type Compared = { name: string; before: string; after: string }

/**
 * Each file of the solution beside the learner's own, unsaved edits and all, or beside the one that was given out. A file
 * that only the learner has is no part of it.
 */
export function comparedFiles(
  { files, facts, solution }: ExerciseState,
  side: 'mine' | 'given',
): Compared[] {
  return (solution ?? []).map(({ name, content: after }) => {
    const own = files.find((file) => file.name === name)
    const given = facts?.original.find((file) => file.name === name)
    const before = side === 'mine' ? own && shownText(own) : given?.content
    return { name, before: unmarked(before ?? ''), after: unmarked(after) }
  })
}

function unmarked(text: string): string {
  return text.replace(regionMarker, '')
}

// A Lua exercise in a room, as the parts of the exercise panel read it: one file, whose disk is what was checked last.
import type { CheckRun, CodePlace, LuaExercise } from '../../../server/exercises/contract.ts'
import { type ExerciseState, nothingKnown } from '../exercise-state.ts'

export type LuaWork = {
  given: LuaExercise
  content: string
  /** The newest run, and of what. */
  checked: { content: string; run: CheckRun } | null
  checkingSince: string | null
  hints: number[]
  place: CodePlace | null
  solved: boolean
}

export function asExercise(work: LuaWork): ExerciseState {
  const { given, content, checked, checkingSince, hints, place, solved } = work
  const { original, ...facts } = given
  const onDisk = { ...original, content: checked?.content ?? content }
  const edit = onDisk.content === content ? null : { content, basedOn: original.version }
  return {
    ...nothingKnown,
    facts: {
      ...facts,
      made: true,
      solved,
      hints: given.hintTexts.length,
      original: [original],
      editedOriginal: [],
      folder: '',
      path: '',
      copy: checked?.run.copy ?? '',
    },
    files: [{ name: original.name, language: 'lua', disk: onDisk, edit, aside: null }],
    runs: checked ? [checked.run] : [],
    checkingSince,
    hints,
    place,
  }
}

import { createTwoFilesPatch } from 'diff'
import type { ExerciseFile } from '../../server/exercises/contract.ts'
import type { Paint } from './paint.ts'

export type FileDiff = { name: string; patch: string }

/** Unified diffs of the files that differ, also of those that only one side has. */
export function fileDiffs(
  from: { label: string; files: ExerciseFile[] },
  to: { label: string; files: ExerciseFile[] },
): FileDiff[] {
  const names = [...new Set([...from.files, ...to.files].map(({ name }) => name))].sort()
  return names.flatMap((name) => {
    const before = contentOf(from.files, name)
    const after = contentOf(to.files, name)
    if (before === after) return []
    const patch = createTwoFilesPatch(`${from.label}/${name}`, `${to.label}/${name}`, before, after)
    return [{ name, patch: patch.replace(/^=+\n/m, '') }]
  })
}

/** As lines for a terminal. */
export function tellDiffs(diffs: FileDiff[], paint: Paint): string[] {
  return diffs.flatMap(({ patch }) => patch.trimEnd().split('\n').map(colour))
  function colour(line: string): string {
    if (/^(\+\+\+|---) /.test(line)) return paint.bold(line)
    if (line.startsWith('@@')) return paint.note(line)
    if (line.startsWith('+')) return paint.good(line)
    return line.startsWith('-') ? paint.bad(line) : line
  }
}

function contentOf(files: ExerciseFile[], name: string): string {
  return files.find((file) => file.name === name)?.content ?? ''
}

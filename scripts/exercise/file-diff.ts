import { createTwoFilesPatch } from 'diff'
import type { ExerciseFile } from '../../server/exercises/contract.ts'
import { type Paint, wrapText } from './paint.ts'

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

/** As lines for a terminal, broken at `width` columns where it is given: a patch for a program must stay whole. */
export function tellDiffs(diffs: FileDiff[], paint: Paint, width?: number): string[] {
  return diffs.flatMap(({ patch }) =>
    patch
      .trimEnd()
      .split('\n')
      .flatMap((line) => {
        const paintIt = colourOf(line)
        return (width === undefined ? [line] : wrapText(line, width, '      ')).map(paintIt)
      }),
  )
  function colourOf(line: string): (text: string) => string {
    if (/^(\+\+\+|---) /.test(line)) return paint.bold
    if (line.startsWith('@@')) return paint.note
    if (line.startsWith('+')) return paint.good
    return line.startsWith('-') ? paint.bad : (text) => text
  }
}

function contentOf(files: ExerciseFile[], name: string): string {
  return files.find((file) => file.name === name)?.content ?? ''
}

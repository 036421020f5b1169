// Two texts as one list of lines: what was taken away, what was added, and what stays around it. Pure.
import { diffLines } from 'diff'

export type DiffLine =
  | { is: 'same' | 'removed' | 'added'; text: string; before: number | null; after: number | null }
  /** Lines alike that are left out; `from` is the first one's number in the new text. */
  | { is: 'skipped'; count: number; from: number }

/** Lines alike that are shown before and behind a difference. */
const around = 3

/** Nothing when both say the same. Line ends are no difference. */
export function diffTexts(before: string, after: string): DiffLine[] {
  const lines: Exclude<DiffLine, { is: 'skipped' }>[] = []
  let old = 1
  let now = 1
  for (const part of diffLines(unify(before), unify(after))) {
    for (const text of part.value.replace(/\n$/, '').split('\n')) {
      if (part.removed) lines.push({ is: 'removed', text, before: old++, after: null })
      else if (part.added) lines.push({ is: 'added', text, before: null, after: now++ })
      else lines.push({ is: 'same', text, before: old++, after: now++ })
    }
  }
  return lines.some(({ is }) => is !== 'same') ? fold(lines) : []
}

/** How many lines differ: a changed line is one, not two. */
export function countDifferences(lines: DiffLine[]): number {
  let count = 0
  let removed = 0
  let added = 0
  for (const { is } of [...lines, { is: 'same' } as const]) {
    if (is === 'removed') removed += 1
    else if (is === 'added') added += 1
    else {
      count += Math.max(removed, added)
      removed = 0
      added = 0
    }
  }
  return count
}

function fold(lines: Exclude<DiffLine, { is: 'skipped' }>[]): DiffLine[] {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some(({ is }) => is !== 'same'),
  )
  const folded: DiffLine[] = []
  for (const [at, line] of lines.entries()) {
    const last = folded.at(-1)
    if (near[at]) folded.push(line)
    else if (last?.is === 'skipped') last.count += 1
    else folded.push({ is: 'skipped', count: 1, from: line.after ?? 1 })
  }
  return folded
}

function unify(text: string): string {
  const unified = text.replaceAll('\r\n', '\n')
  return unified === '' || unified.endsWith('\n') ? unified : `${unified}\n`
}

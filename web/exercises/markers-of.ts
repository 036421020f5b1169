import type { CheckRun } from '../../server/exercises/contract.ts'
import type { LineMarker } from '../editor/CodeEditor.tsx'

/** What a run says of lines of this file: its errors, and where a check that failed points to. */
export function markersOf(run: CheckRun | undefined, name: string): LineMarker[] {
  if (!run) return []
  const errors = run.problems
    .filter(({ file }) => file === name)
    .map(({ line, message }) => ({ line, message }))
  const failed = run.checks.flatMap(({ at, message, name: check }) =>
    at?.file === name ? [{ line: at.line, message: message ?? check }] : [],
  )
  const all = [...errors, ...failed].sort((a, b) => a.line - b.line)
  return all.filter(({ line, message }, place) => {
    const first = all.findIndex((one) => one.line === line && one.message === message)
    return first === place
  })
}

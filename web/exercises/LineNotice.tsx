import type { ExerciseState } from './exercise-state.ts'
import { exerciseMessages as text } from './messages.ts'

/** That the workbook does not answer, since when; nothing while it does. */
export function LineNotice({ state: { line } }: { state: ExerciseState }) {
  if (line.is !== 'lost') return null
  return (
    <p className="notice notice-lost" role="alert">
      {text.line.lostSince(new Date(line.since).toLocaleTimeString('en-GB'))}
    </p>
  )
}

// Progress from outside, from the page or from a file: checked here, trusted everywhere else.
import { checkShape } from '../http/read-body.ts'
import { type Progress, progressBody } from './contract.ts'
import { futureFault } from './future-moments.ts'

export type CheckedProgress =
  | { progress: Progress; fault?: never }
  | { fault: string; progress?: never }

/** Reads progress from parsed JSON. `fault` names the field, its value and what is wrong with it. */
export function checkProgress(given: unknown): CheckedProgress {
  const { value, fault } = checkShape(progressBody, given)
  if (!fault) return { progress: value }
  const { field, received = 'missing', rule } = fault
  return { fault: `${field || 'the whole'} is ${received}: ${rule}` }
}

/** As checkProgress; a moment that lies ahead of this machine's clock is a fault too. */
export function checkNewProgress(given: unknown): CheckedProgress {
  const checked = checkProgress(given)
  const fault = checked.progress && futureFault(checked.progress)
  return fault === undefined ? checked : { fault }
}

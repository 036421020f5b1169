// Mistakes that no rule makes: each as a change of a correct solution.
import { inApps } from './in-apps.ts'
import { inLimiters } from './in-limiters.ts'

export type ByHand = {
  /** Number of the lesson, "05". */
  exercise: string
  kind: string
  what: string
  /** Which correct solution is changed; `solution` by default. */
  of?: string
  file: string
  /** Text and what it becomes, one after the other. */
  edits: [from: string, to: string][]
}

export const byHand: ByHand[] = [...inLimiters, ...inApps]

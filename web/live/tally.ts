import type { Answer } from '../core/ask.ts'

/** How many of some requests had which outcome; `reason` is the first failure's. */
export type Tally = { allowed: number; rejected: number; failed: number; reason: string | null }

export function tally(answers: readonly Answer[]): Tally {
  const count: Tally = { allowed: 0, rejected: 0, failed: 0, reason: null }
  for (const answer of answers) {
    if (answer.kind === 'allowed') count.allowed += 1
    else if (answer.kind === 'limited') count.rejected += 1
    else {
      count.failed += 1
      count.reason ??=
        answer.kind === 'failed' ? answer.reason : `${answer.status} ${answer.statusText}`
    }
  }
  return count
}

import type { CheckRun } from '../../server/exercises/contract.ts'
import { exerciseMessages } from './messages.ts'

/** A run in one sentence. */
export function verdictTitle(run: CheckRun): string {
  const text = exerciseMessages.verdict
  if (run.state === 'passed') return text.passed
  if (run.state === 'stuck') return text.stuck
  if (run.state === 'infrastructure') return text.infrastructure
  const neverRan = run.checks.every(({ state }) => state === 'not run')
  if (neverRan && run.problems.length > 0) return text.problems(run.problems.length)
  const passed = run.checks.filter(({ state }) => state === 'passed').length
  return text.wrong(passed, run.checks.length)
}

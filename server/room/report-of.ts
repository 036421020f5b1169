import type { CheckReport } from './contract.ts'

/** The part of an exercise's check run that a room is told about. */
export type ReportedRun = {
  lesson: string
  state: string
  checks: { name: string; state: string }[]
  message?: string | null | undefined
}

/** What the board shows of a run: how far it came, and the first check that fails. */
export function reportOf({ lesson, checks, message }: ReportedRun): CheckReport {
  const passed = checks.filter(({ state }) => state === 'passed').length
  const failing = checks.find(({ state }) => state !== 'passed' && state !== 'not run')
  const nothingRan = checks.length === 0 ? (message ?? 'nothing could be checked') : null
  const name = failing?.name ?? nothingRan ?? (passed < checks.length ? 'not run to its end' : null)
  return { lesson, passed, total: checks.length, failing: name?.slice(0, 300) ?? null }
}

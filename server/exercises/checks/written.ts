// What was written while the checks ran. Data in, data out.
import type { CheckResult, CodeProblem } from '../contract.ts'
import { learnerPlace } from './learner-place.ts'

/** `during`: the check it was written for; `own`: the learner's code wrote it itself, not Express or Node. */
export type Written = { text: string; own: boolean; during?: string }

/** Adds what was written to `kept`, of which each check keeps its last `maxLength` characters. */
export function keepWritten(kept: Written[], one: Written, maxLength: number): void {
  const last = kept.at(-1)
  if (last?.own && one.own && last.during === one.during) {
    last.text = (last.text + one.text).slice(-maxLength)
  } else kept.push({ ...one, text: one.text.slice(-maxLength) })
  const same = kept.filter(({ during }) => during === one.during)
  let length = same.reduce((sum, { text }) => sum + text.length, 0)
  for (const oldest of same) {
    if (length <= maxLength) break
    length -= oldest.text.length
    kept.splice(kept.indexOf(oldest), 1)
  }
}

/**
 * What to show a learner. Of a run that passed, what their code wrote itself; else what was written for the checks that did
 * not pass, and outside of any: what a passing check provokes on purpose is no fault of theirs.
 */
export function tellingOf(written: Written[], checks: CheckResult[]): string {
  const passed = new Set(checks.filter(({ state }) => state === 'passed').map(({ name }) => name))
  const all = checks.length > 0 && passed.size === checks.length
  const ofFailing = all
    ? []
    : written.filter(({ during }) => during === undefined || !passed.has(during))
  const told = ofFailing.length > 0 ? ofFailing : written.filter(({ own }) => own)
  // The same error for each of ten requests is told once.
  const once = told.filter(
    ({ own, text }, at) => own || told.findIndex((other) => other.text === text) === at,
  )
  return once.map(({ text }) => text).join('')
}

/** The errors whose stacks were written for the check `name`, each where it was thrown in the learner's `folder`. */
export function errorsWritten(written: Written[], name: string, folder: string): CodeProblem[] {
  return written
    .filter(({ during }) => during === name)
    .flatMap(({ text }) => [...text.matchAll(/^([^\s].*)\n((?:[ \t]+at .*(?:\n|$))+)/gm)])
    .flatMap(([, message = '', stack = '']) => {
      const at = learnerPlace(stack, folder)
      return at ? [{ ...at, message }] : []
    })
}

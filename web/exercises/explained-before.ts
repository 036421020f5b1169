import type { CheckResult } from '../../server/exercises/contract.ts'

/** What an earlier check that failed has said already, so that it need not be said again. */
export type Explained = { hint: boolean; message: boolean }

export function explainedBefore(results: CheckResult[], name: string): Explained {
  const at = results.findIndex((one) => one.name === name)
  const own = results[at]
  const before = results.slice(0, Math.max(0, at)).filter((one) => one.state !== 'passed')
  return {
    hint: before.some((one) => one.state !== 'not run' && one.hint === own?.hint),
    message:
      own?.expected === undefined &&
      own?.received === undefined &&
      before.some((one) => one.message === own?.message),
  }
}

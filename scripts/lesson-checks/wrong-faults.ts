// Known mistakes prove the checks: each one must be run by wrong.test.ts, which says what the checks must answer to it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One sentence per file of wrong/ that no test runs. For lessons with an exercise. */
export function wrongFaults(folder: string): string[] {
  const wrong = join(folder, 'wrong')
  if (!existsSync(wrong)) return []
  const test = join(folder, 'wrong.test.ts')
  if (!existsSync(test))
    return ['wrong.test.ts is missing: nothing proves that the checks catch the mistakes']
  const source = readFileSync(test, 'utf8')
  const faults = readdirSync(wrong)
    .filter((file) => !source.includes(`./wrong/${file}`))
    .map((file) => `wrong/${file} is not in wrong.test.ts: nothing proves that a check catches it`)
  if (!source.includes("'./exercise/")) {
    faults.push('wrong.test.ts does not run the untouched exercise: it must fail a check by name')
  }
  return faults
}

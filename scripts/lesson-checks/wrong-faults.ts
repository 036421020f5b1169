// Known mistakes prove the checks: each one must be run by wrong.test.ts, which says what the checks must answer to it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPatched } from '../../lessons/wrong-variants.ts'

/** One sentence per file of wrong/ that no test runs or whose patch no longer fits. For lessons with an exercise. */
export function wrongFaults(folder: string): string[] {
  const wrong = join(folder, 'wrong')
  if (!existsSync(wrong)) return []
  const test = join(folder, 'wrong.test.ts')
  if (!existsSync(test))
    return ['wrong.test.ts is missing: nothing proves that the checks catch the mistakes']
  const source = readFileSync(test, 'utf8')
  const files = readdirSync(wrong)
  const faults = files
    .filter((file) => !isRun(source, file))
    .map((file) => `wrong/${file} is not in wrong.test.ts: nothing proves that a check catches it`)
  for (const file of files.filter((name) => name.endsWith('.patch'))) {
    try {
      readPatched(join(wrong, file))
    } catch (error) {
      faults.push((error as Error).message)
    }
  }
  if (!source.includes("'./exercise/")) {
    faults.push('wrong.test.ts does not run the untouched exercise: it must fail a check by name')
  }
  return faults
}

/** The test imports the file, or looks it up: wrong('off-by-one'). */
function isRun(test: string, file: string): boolean {
  const name = file.replace(/\.[^.]+$/, '')
  return test.includes(`'./wrong/${file}`) || test.includes(`wrong('${name}')`)
}

import type { CheckRun } from '../../server/exercises/contract.ts'
import { type MutantChecker, openMutantChecker } from './check-mutant.ts'
import type { Files } from './mutant.ts'

export type Checked = {
  state: CheckRun['state']
  /** The sentences of the checks that refused it, or what was said of the whole run. */
  refusedBy: string[]
  message: string
  tookMs: number
}

type Subject = { id: string; lesson: string; names: string[]; files: Files }

/**
 * Checks `subjects`, `atOnce` of them at the same time, and passes each verdict to `onChecked`. A subject without a verdict is
 * checked once more. Stops between two subjects when `signal` says so.
 */
export async function runMutants<T extends Subject>({
  subjects,
  root,
  atOnce,
  signal,
  log,
  onChecked,
}: {
  subjects: T[]
  root: string
  atOnce: number
  signal: AbortSignal
  log: (line: string) => void
  onChecked: (subject: T, checked: Checked) => void
}): Promise<void> {
  const waiting = [...subjects]
  await Promise.all(
    Array.from({ length: Math.min(atOnce, subjects.length) }, async () => {
      const checker = await openMutantChecker({ root, log })
      // A run in progress ends with its process.
      const stop = () => void checker.close()
      signal.addEventListener('abort', stop, { once: true })
      try {
        for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) {
          let checked = await checkOnce(checker, next)
          if (checked.state === 'infrastructure' && !signal.aborted) {
            checked = await checkOnce(checker, next)
          }
          if (!signal.aborted) onChecked(next, checked)
        }
      } finally {
        signal.removeEventListener('abort', stop)
        await checker.close()
      }
    }),
  )
}

async function checkOnce(checker: MutantChecker, subject: Subject): Promise<Checked> {
  const began = performance.now()
  const { state, checks, message } = await checker.check(subject)
  const failed = checks.filter((check) => check.state !== 'passed' && check.state !== 'not run')
  const told = failed.map(({ name, message = '', expected, received }) => {
    const values = expected === undefined ? '' : `: expected ${expected}, got ${received}`
    return `${name} — ${message}${values}`
  })
  return {
    state,
    refusedBy: failed.map(({ name }) => name),
    message: told.join('\n') || (message ?? ''),
    tookMs: performance.now() - began,
  }
}

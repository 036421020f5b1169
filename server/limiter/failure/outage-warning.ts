import type { LimiterWarning } from '../warnings/limiter-warning.ts'
import { DeadlineError } from './deadline.ts'

export type OutageWarning = {
  failed(error: unknown): void
  /** Valkey has answered: the next failure is another outage. */
  answered(): void
}

/** Tells `onWarning` once per outage and cause that requests cannot be counted, and why. */
export function createOutageWarning(onWarning: (warning: LimiterWarning) => void): OutageWarning {
  const told = new Set<string>()
  return {
    failed(error) {
      const cause = causeOf(error)
      if (told.has(cause)) return
      told.add(cause)
      onWarning({
        code: 'NOT_COUNTED',
        message: `A rate limiter cannot count requests in Valkey: ${error instanceof Error ? error.message : error}. Until it can, onFailure decides what they get.`,
      })
    },
    answered() {
      if (told.size > 0) told.clear()
    },
  }
}

/** Valkey's errors begin with a word that names their kind, such as NOPERM; what follows differs from key to key. */
function causeOf(error: unknown): string {
  if (error instanceof DeadlineError) return error.name
  const message = error instanceof Error ? error.message : String(error)
  return /^[A-Z]{3,}\b/.exec(message)?.[0] ?? message
}

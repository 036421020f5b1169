import type { ErrorRequestHandler } from 'express'
import { sendProblem } from '../http/problems.ts'
import { Refusal } from '../http/refusal.ts'
import type { Health } from '../valkey/health.ts'

export type Failures = {
  /** Something went wrong behind nobody's request. */
  onError(error: unknown): void
  /** Why Valkey did not answer, for whoever asked; undefined when the fault is another one. */
  explain(error: unknown): string | undefined
  /** Answers a request that failed because Valkey is not responding; passes any other error on. */
  answer: ErrorRequestHandler
  close(): void
}

/** What goes wrong in a room: Valkey's health looks into it, and the log has what is not simply an outage. */
export function createFailures({
  health,
  log,
}: {
  health: Health
  log: (line: string) => void
}): Failures {
  const complain = createComplaints(log)
  const explain = (error: unknown) => (isOutage(error) ? health.explain(error) : undefined)
  return {
    onError(error) {
      health.suspect(error)
      if (health.status().up) complain.about(explain(error) ?? error)
    },
    explain,
    answer(error, _req, res, next) {
      const cause = res.headersSent || error instanceof Refusal ? undefined : explain(error)
      if (cause === undefined) return next(error)
      res.set('Retry-After', '1')
      sendProblem(res, {
        status: 503,
        title: 'The room’s Valkey does not answer',
        detail: `${cause} Nothing was changed; try again in a moment.`,
      })
    },
    close: complain.close,
  }
}

/** ioredis' own words for a Valkey that does not answer. */
function isOutage(error: unknown): boolean {
  return (
    error instanceof Error &&
    /timed out|Connection is closed|writeable|MaxRetries|^(LOADING|CLUSTERDOWN|READONLY|MASTERDOWN)/i.test(
      `${error.message} ${error.name}`,
    )
  )
}

/** How often the same complaint is logged. */
const againMs = 10_000

/**
 * Logs what goes wrong behind nobody's request: each thing once, and then how often it was, however many learners it
 * went wrong for.
 */
function createComplaints(log: (line: string) => void): {
  about(error: unknown): void
  close(): void
} {
  const more = new Map<string, number>()
  const timer = setInterval(() => {
    for (const [message, times] of more) {
      if (times > 0) log(`${message} (${times} times more)`)
      if (times > 0) more.set(message, 0)
      else more.delete(message)
    }
  }, againMs)
  timer.unref()
  return {
    about(error) {
      const message = error instanceof Error ? error.message : String(error)
      const times = more.get(message)
      if (times === undefined) log(message)
      more.set(message, times === undefined ? 0 : times + 1)
    },
    close: () => clearInterval(timer),
  }
}

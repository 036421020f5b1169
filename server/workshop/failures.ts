import type { Health } from '../valkey/health.ts'
import { createComplaints } from './complaints.ts'

export type Failures = {
  /** Something went wrong behind nobody's request. */
  onError(error: unknown): void
  /** Why Valkey did not answer, for whoever asked; undefined when the fault is another one. */
  explain(error: unknown): string | undefined
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

import type { Decision } from '../decision.ts'
import { emitWarning, type LimiterWarning } from '../warnings/limiter-warning.ts'
import { createLocalFallback, type LocalFallbackOptions } from './local-fallback.ts'

/** What happens to a request that Valkey could not count in time. */
export type OnFailure =
  /** It gets a 503: no request passes uncounted. */
  | 'failClosed'
  /** It passes uncounted: for the length of the outage there is no limit. */
  | 'failOpen'
  /** It is counted in this process' memory, with the whole limit (one process) or the share given. */
  | 'localFallback'
  | { localFallback: LocalFallbackOptions }

/** `refuse`: answer 503. `pass`: let it in uncounted. Else one local decision per policy. */
export type FailureVerdict = 'refuse' | 'pass' | Decision[]

/**
 * Prepares the answer to an outage. The returned function is called with the keys of the request, one per policy, and `takes` (false for a peek), once
 * Valkey has failed or its deadline has passed. It asks Valkey nothing: the hit may have been counted there, so
 * nothing is sent again, and an answer that still comes changes nothing (deadline.ts).
 */
export function createFailurePolicy({
  onFailure = 'failClosed',
  policies,
  onWarning = emitWarning,
}: {
  onFailure?: OnFailure
  policies: { limit: number; windowSeconds: number }[]
  onWarning?: (warning: LimiterWarning) => void
}): (keys: string[], takes?: boolean) => FailureVerdict {
  if (onFailure === 'failClosed') return () => 'refuse'
  if (onFailure === 'failOpen') return () => 'pass'
  const decideLocally = createLocalFallback({
    policies,
    ...(onFailure === 'localFallback' ? {} : onFailure.localFallback),
    onFull: () => onWarning(full),
  })
  return function decideOrRefuse(keys, takes) {
    const decisions = decideLocally(keys, takes)
    return decisions === 'full' ? 'refuse' : decisions
  }
}

const full: LimiterWarning = {
  code: 'FALLBACK_FULL',
  message:
    'Valkey cannot answer, and the local fallback has no place left for another key: further clients get a 503 until the oldest window ends. Raise maxKeys in onFailure.localFallback, or find out who floods this server.',
}

import type { Decision } from './decision.ts'
import type { LateAnswer } from './failure/deadline.ts'
import { emitWarning, type LimiterWarning } from './warnings/limiter-warning.ts'

/** One decided request on one policy. */
export type CountedHit = Decision & {
  key: string
  policy: string
  /** `cache`: refused by the deny cache; `none`: by a limit of 0. Neither is counted anywhere. */
  source: 'valkey' | 'cache' | 'none'
}

/** Who is told what a limiter does. None of them decides anything, whatever it throws. */
export type Listeners = {
  /** Told after each request that was counted, or refused without asking Valkey; once per policy. */
  onHit?: (hit: CountedHit) => void
  /** Told when Valkey could not answer in time, or at all; without it, one warning tells of each outage and cause. */
  onError?: (error: unknown) => void
  /** Told what Valkey answered after the deadline. The request has long had its answer; nothing is counted again. */
  onLate?: (late: LateAnswer<Decision[]>) => void
  /** Told about a set-up that counts wrongly; by default Node prints it on stderr. */
  onWarning?: (warning: LimiterWarning) => void
}

/**
 * The listeners, made safe to call: what one of them throws, or rejects with, is told as a warning, and the request goes
 * on. What `onWarning` itself throws, Node prints.
 */
export function createSafeListeners({
  onHit,
  onError,
  onLate,
  onWarning = emitWarning,
}: Listeners): Listeners & Required<Pick<Listeners, 'onWarning'>> {
  const warn = safely(onWarning, (error) => emitWarning(failed('onWarning', error)))
  const guarded = <Told>(name: string, listener: (told: Told) => unknown) =>
    safely(listener, (error) => warn(failed(name, error)))
  return {
    ...(onHit && { onHit: guarded('onHit', onHit) }),
    ...(onError && { onError: guarded('onError', onError) }),
    ...(onLate && { onLate: guarded('onLate', onLate) }),
    onWarning: warn,
  }
}

function safely<Told>(
  listener: (told: Told) => unknown,
  onFailed: (error: unknown) => void,
): (told: Told) => void {
  return function tell(told) {
    try {
      const done = listener(told)
      // An async listener is one too: TypeScript takes it for a void one.
      if (done instanceof Promise) done.catch(onFailed)
    } catch (error) {
      onFailed(error)
    }
  }
}

function failed(name: string, error: unknown): LimiterWarning {
  return {
    code: 'CALLBACK_FAILED',
    message: `${name} of a rate limiter threw: ${error instanceof Error ? error.message : error}. The request went on without it.`,
  }
}

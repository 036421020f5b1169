import { sakaPath } from '../core/ask.ts'
import { type LiveState, viewCounter } from './live-state.ts'
import type { LoggedAnswer } from './logged-answer.ts'

/**
 * Until when this client is refused at the guide's endpoint, on the page's clock (performance.now()); null when the next request may pass.
 * While the stream is live Valkey's count says so: over the limit means that a request was already rejected, and a
 * deleted key or a shorter TTL shows at once. Of the learner's own limiter its last answer says so. Otherwise the last 429's own Retry-After is all there is.
 */
export function waitEnd(live: LiveState, answers: readonly LoggedAnswer[]): number | null {
  const counter = viewCounter(live)
  if (counter.trusted) return counter.over > 0 ? counter.passesAt : null
  const last = answers.find(({ path }) => path === sakaPath)
  if (last?.answer.kind !== 'limited') return null
  return last.at + last.answer.retryAfterSeconds * 1000
}

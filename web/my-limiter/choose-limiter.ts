import { ask } from '../core/ask.ts'
import { myLimiterMessages as texts } from './messages.ts'

/**
 * Chooses whose limiter answers; null is the workbook's. What follows is told on the event stream.
 * @returns a sentence when the choice was not made, otherwise ''
 */
export async function chooseLimiter(lesson: string | null): Promise<string> {
  const body = lesson === null ? { off: true } : { lesson }
  // It starts a process with the learner's code, which takes its time on a busy machine.
  const reply = await ask('/api/my-limiter', { method: 'PUT', body, withinMs: 30_000 })
  return reply.is === 'answered' ? '' : texts.refused(reply.detail)
}

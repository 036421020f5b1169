// Whose page this is: one's own workbook, or a room. The build is the same for both, so it is asked, once.
import type { Session } from '../../server/room/contract.ts'
import { ask } from './ask.ts'

const longestRetryMs = 10_000
let asked: Promise<Session> | undefined

/** Resolves when the server has answered; tried again until then. A server without rooms is one's own workbook. */
export function loadSession(): Promise<Session> {
  asked ??= untilAnswered(500)
  return asked
}

/** Asks anew; undefined when the server does not answer. */
export async function askSession(): Promise<Session | undefined> {
  const reply = await ask<Session>('/api/session')
  if (reply.is === 'refused' && reply.status === 404) return { mode: 'home' }
  return reply.is === 'answered' ? reply.body : undefined
}

async function untilAnswered(retryMs: number): Promise<Session> {
  const session = await askSession()
  if (session) return session
  await new Promise((resolve) => setTimeout(resolve, retryMs))
  return untilAnswered(Math.min(longestRetryMs, 2 * retryMs))
}

import type { Client } from '../../core/ask.ts'
import type { LoggedAnswer } from '../../live/logged-answer.ts'
import type { Draft } from './composer-state.ts'
import { isClient } from './plan-requests.ts'

export type DraftPolicy = Pick<Draft, 'algorithm' | 'limit' | 'window'>

/**
 * The key that this client counts on under the policy, as the server named it in X-Keyspace-Key. Without it: whether requests
 * were sent that the server answered without counting them.
 */
export function keyOfClient(
  answers: readonly LoggedAnswer[],
  client: Client,
  { algorithm, limit, window }: DraftPolicy,
): { key: string } | { key?: never; sent: boolean } {
  const query = `?algorithm=${algorithm}&limit=${limit.trim()}&window=${window.trim()}&`
  let sent = false
  for (const { path, client: sender, answer } of answers) {
    if (!isClient(sender, client) || !path.includes(query)) continue
    const named = answer.headers?.find(([name]) => name === 'x-keyspace-key')
    if (named) return { key: named[1] }
    sent = true
  }
  return { sent }
}

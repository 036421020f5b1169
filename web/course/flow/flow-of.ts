// One request's way in five lines, from what the server told about it and what the browser got.

import type { InspectedRequest } from '../../playground/inspector/inspected-requests.ts'
import { formatCall } from '../../playground/inspector/valkey-notation.ts'
import { flowMessages as texts } from './messages.ts'

export type Outcome = 'allowed' | 'limited' | 'unavailable' | 'failed'

/** `lines`: request, call, reply, decision, answer. */
export type Flow = { id: string; outcome: Outcome; lines: string[] }

export function flowOf({
  id,
  logged,
  trace,
}: Pick<InspectedRequest, 'id' | 'logged' | 'trace'>): Flow | null {
  if (!logged) return null
  const { answer, path } = logged
  const limit = trace?.limits[0]
  const decision = limit?.decisions?.[0]
  const call = limit?.call
  const request = texts.request(path, trace?.request.address ?? null)
  const asked = call ? texts.call(formatCall(call)) : texts.notFollowed
  let counted = texts.notFollowed
  let decided = texts.notFollowed
  if (decision) {
    if (call) counted = texts.reply(decision, call.answeredMs - call.sentMs)
    decided = texts.decided(decision)
  } else if (limit?.failure) {
    counted = texts.noReply(limit.failure)
    decided = texts.unknown
  }
  const wait =
    answer.kind === 'limited' || answer.kind === 'unavailable' ? answer.retryAfterSeconds : null
  const answered =
    answer.status === undefined
      ? texts.noAnswer(answer.kind === 'failed' ? answer.reason : '')
      : texts.response(answer.status, answer.durationMs, wait)
  return { id, outcome: answer.kind, lines: [request, asked, counted, decided, answered] }
}

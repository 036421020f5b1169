import type { ErrorRequestHandler } from 'express'
import { sendProblem } from '../http/problems.ts'
import { RoomRefusal } from './room-refusal.ts'

/**
 * The last stop of a room's routes: what the room does not do is an answer, and so is a Valkey that does not answer.
 * `explain` gives the sentence for an error of Valkey's, undefined for any other error.
 */
export function answerRefusals({
  explain,
}: {
  explain: (error: unknown) => string | undefined
}): ErrorRequestHandler {
  return function answerRefusal(error, _req, res, next) {
    if (res.headersSent) return next(error)
    if (error instanceof RoomRefusal) return sendProblem(res, error.problem)
    const cause = explain(error)
    if (cause === undefined) return next(error)
    res.set('Retry-After', '1')
    sendProblem(res, {
      status: 503,
      title: 'The room’s Valkey does not answer',
      detail: `${cause} Nothing was changed; try again in a moment.`,
    })
  }
}

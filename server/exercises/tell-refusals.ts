import type { ErrorRequestHandler } from 'express'
import { sendProblem } from '../http/problems.ts'
import { ExerciseRefusal } from './exercise-refusal.ts'

/** Answers what the exercises refuse; any other error goes on. */
export const tellRefusals: ErrorRequestHandler = function tellRefusal(error, _req, res, next) {
  if (!(error instanceof ExerciseRefusal) || res.headersSent) return next(error)
  sendProblem(res, { status: error.status, title: error.title, detail: error.message })
}

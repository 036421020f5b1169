import type { ErrorRequestHandler } from 'express'
import { sendProblem } from './problems.ts'

/** What cannot be done, told to a person: a short title, and a sentence with what to do. Not a fault, so not logged. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly title: string
  /** The HTTP status that fits it. */
  readonly status: number

  constructor(title: string, detail: string, status = 409) {
    super(detail)
    this.title = title
    this.status = status
  }
}

/** Answers with the refusal as a problem; passes any other error on. */
export const answerRefusal: ErrorRequestHandler = function answerRefusal(error, _req, res, next) {
  if (!(error instanceof Refusal) || res.headersSent) return next(error)
  sendProblem(res, { status: error.status, title: error.title, detail: error.message })
}

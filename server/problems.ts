import type { ErrorRequestHandler, RequestHandler, Response } from 'express'

/** An error as a client reads it: what happened, to what, what to do. Never a stack. Source: RFC 9457 */
export type Problem = { status: number; title: string; detail: string }

export function sendProblem(res: Response, problem: Problem): void {
  res
    .status(problem.status)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', ...problem }))
}

/** Answers what nothing else answered. */
export const notFound: RequestHandler = function notFound(req, res) {
  sendProblem(res, {
    status: 404,
    title: 'Not found',
    detail: `There is nothing at ${req.method} ${req.path.slice(0, 200)}.`,
  })
}

/** The last stop of an error: its text goes to the log, the client learns only what is its own doing. */
export function handleErrors(log: (line: string) => void): ErrorRequestHandler {
  return function handleError(error, req, res, next) {
    const status = clientStatus(error)
    if (status === undefined) log(`${req.method} ${req.path}: ${error?.stack ?? error}`)
    if (res.headersSent) return next(error)
    if (status !== undefined) {
      return sendProblem(res, {
        status,
        title: 'Bad request',
        detail: `The server cannot read ${req.method} ${req.path.slice(0, 200)}. Check its path and body.`,
      })
    }
    sendProblem(res, {
      status: 500,
      title: 'Internal error',
      detail: `The workbook failed at ${req.method} ${req.path}. The terminal it runs in says why.`,
    })
  }
}

/** Express marks what the client did wrong (an undecodable path, a body that is too large) with a 4xx status. */
function clientStatus(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : Number.NaN
  return status >= 400 && status < 500 ? status : undefined
}

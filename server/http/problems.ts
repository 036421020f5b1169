import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import { spellValue } from '../limiter/options/spell-value.ts'
import { type Problem, Refusal } from './refusal.ts'

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
    const refused = error instanceof Refusal
    const status = clientStatus(error)
    if (status === undefined && !refused) log(`${req.method} ${req.path}: ${error?.stack ?? error}`)
    if (res.headersSent) return next(error)
    if (refused) return sendProblem(res, error.problem)
    if (status !== undefined) {
      return sendProblem(res, {
        status,
        title: 'Bad request',
        detail: `The server cannot read ${req.method} ${req.path.slice(0, 200)}: ${clientFault(error)}`,
      })
    }
    sendProblem(res, {
      status: 500,
      title: 'Internal error',
      detail: `The workbook failed at ${req.method} ${req.path}. The terminal it runs in says why.`,
    })
  }
}

/** What is wrong with the request, and what to do, by the kind that body-parser names. */
function clientFault(error: Error & Record<string, unknown>): string {
  switch (error.type) {
    case 'entity.too.large':
      return `its body may have at most ${error.limit} bytes. Send a smaller one.`
    case 'entity.parse.failed':
      return 'its body is no JSON, or is cut off. Send the whole of it.'
    case 'encoding.unsupported':
      return `its Content-Encoding ${spellValue(error.encoding)} is not known. Send it plain or as gzip, deflate or br.`
    case 'charset.unsupported':
      return `its charset ${spellValue(error.charset)} is not known. Send UTF-8.`
    case 'request.aborted':
    case 'request.size.invalid':
      return 'its body has another length than its Content-Length says. Send it again.'
  }
  // zlib's own errors come without a type.
  if (String(error.code).startsWith('Z_'))
    return 'its compressed body is damaged. Send it plain, or compress it again.'
  return 'check its path and body.'
}

/** Express marks what the client did wrong (an undecodable path, a body that is too large) with a 4xx status. */
function clientStatus(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : Number.NaN
  return status >= 400 && status < 500 ? status : undefined
}

import type { RequestHandler } from 'express'
import { sendProblem } from '../problems.ts'

/**
 * Refuses a request that a browser sends on behalf of another site's page: its Origin names another host or port than
 * its Host. curl and same-origin navigation send no Origin and pass. Stands before whatever changes state, and the stream.
 * Source: RFC 6454, section 7
 */
export function sameOrigin(): RequestHandler {
  return function checkOrigin(req, res, next) {
    const { origin, host } = req.headers
    if (origin === undefined || hostOf(origin) === host?.toLowerCase()) return next()
    sendProblem(res, {
      status: 403,
      title: 'Origin not allowed',
      detail: `A page of ${origin.slice(0, 200)} may not use this workbook. Open the workbook's own page instead.`,
    })
  }
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

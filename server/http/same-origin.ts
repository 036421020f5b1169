import type { RequestHandler } from 'express'
import { sendProblem } from './problems.ts'

/**
 * Refuses a request that a browser sends on behalf of another site's page: its Origin names another host or port than
 * its Host, or its Sec-Fetch-Site says that the page is of elsewhere, as for an image, which sends no Origin. Another
 * port of localhost is the same site, and yet elsewhere. curl and an address that is typed in send neither, or `none`.
 * Stands before whatever changes state, and the stream.
 * Sources: RFC 6454, section 7; https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function sameOrigin(): RequestHandler {
  return function checkOrigin(req, res, next) {
    const { origin, host, 'sec-fetch-site': site } = req.headers
    const ownOrigin = origin === undefined || hostOf(origin) === host?.toLowerCase()
    const ownPage = site === undefined || site === 'same-origin' || site === 'none'
    if (ownOrigin && ownPage) return next()
    const page = origin === undefined ? 'another site' : origin.slice(0, 200)
    sendProblem(res, {
      status: 403,
      title: 'Origin not allowed',
      detail: `A page of ${page} may not use this workbook. Open the workbook's own page instead.`,
    })
  }
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}

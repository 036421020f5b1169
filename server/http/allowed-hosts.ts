import type { RequestHandler } from 'express'
import { sendProblem } from './problems.ts'

/**
 * Refuses every request whose Host is not on the list (names without port, `[::1]` with its brackets). A web page
 * that points its own host name at 127.0.0.1 (DNS rebinding) is thereby no way into the workbook.
 */
export function allowedHosts(hosts: string[]): RequestHandler {
  const allowed = new Set(hosts.map((host) => host.toLowerCase()))
  return function checkHost(req, res, next) {
    const host = hostName(req.headers.host)
    if (host !== undefined && allowed.has(host)) return next()
    sendProblem(res, {
      status: 403,
      title: 'Host not allowed',
      detail: `The workbook does not answer as "${(req.headers.host ?? '').slice(0, 200)}". Use http://localhost, or add the name to ALLOWED_HOSTS.`,
    })
  }
}

function hostName(host: string | undefined): string | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/i.exec(host ?? '')
  return match?.[1]?.toLowerCase()
}

import type { ServerResponse } from 'node:http'

/**
 * Lets a page of another origin read these fields, when an earlier middleware has opened the response to it: without
 * Access-Control-Expose-Headers its script sees neither RateLimit nor Retry-After. What is exposed already stays.
 * Source: https://fetch.spec.whatwg.org/#http-access-control-expose-headers
 */
export function exposeHeaders(res: ServerResponse, names: readonly string[]): void {
  if (!res.hasHeader('Access-Control-Allow-Origin')) return
  const before = [res.getHeader('Access-Control-Expose-Headers') ?? []].flat().join(', ')
  const exposed = before.split(',').map((name) => name.trim().toLowerCase())
  const missing = names.filter((name) => !exposed.includes(name.toLowerCase()))
  // A star already exposes everything, except to requests with credentials: for those it is only a name.
  const star = exposed.includes('*') && !res.hasHeader('Access-Control-Allow-Credentials')
  if (missing.length === 0 || star) return
  res.setHeader(
    'Access-Control-Expose-Headers',
    [before, ...missing].filter((part) => part !== '').join(', '),
  )
}

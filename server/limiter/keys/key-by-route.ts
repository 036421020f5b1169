import { METHODS } from 'node:http'
import type { Request } from 'express'
import { keyPart } from './key-part.ts'
import { keyText } from './key-text.ts'
import { createMountPaths } from './mount-paths.ts'

/**
 * Gives each route its own counters: `GET:/api/jokes/:id#<what inner says>`. The route is its pattern, not the path of
 * the request: `/api/jokes/1`, `/api/jokes/2`, … would be as many fresh counters. A limiter mounted with `app.use`
 * sees no route and counts per mount path, all methods together: `ALL:/api#…`.
 *
 * Where Express does not tell the pattern of a router's mount, the parts that differ between requests count as one
 * (mount-paths.ts). Name the route there: `keyByRoute(keyByIp(), { route: '/teams/:team/jokes' })`.
 */
export function keyByRoute(
  inner: (req: Request) => string,
  { route }: { route?: string } = {},
): (req: Request) => string {
  const mountPath = createMountPaths()
  return function routeAndInner(req) {
    const path = keyPart(withoutBraces(route ?? mountPath(req) + pattern(req)))
    return `${method(req)}:${path}#${keyText(inner(req))}`
  }
}

/** What was given to `app.get(…)`: text, a regular expression, or a list of them; nothing under `app.use`. */
function pattern(req: Request): string {
  const path: unknown = req.route?.path ?? ''
  return path === '/' ? '' : [path].flat(Number.POSITIVE_INFINITY).join(',')
}

/** A GET route answers HEAD too (RFC 9110, 9.3.2): one counter. So has `app.all`, which registers every method. */
function method({ route, method }: Request): string {
  if (!route || route.methods._all || Object.keys(route.methods).length === METHODS.length) {
    return 'ALL'
  }
  return method === 'HEAD' && !route.methods.head ? 'GET' : method
}

/** Express writes optional parts in braces, which a cluster would read as a hash tag (hash-tag.ts). */
function withoutBraces(path: string): string {
  return path.replaceAll('{', '(').replaceAll('}', ')')
}

import type { Request } from 'express'
import { emitWarning } from '../warnings/limiter-warning.ts'

/** A limiter mounted with `app.use` has no route, so several mounts look like one with parameters. */
const mostMountsWithoutRoute = 20

type Seen = { paths: Set<string>; pattern: string | undefined }

/**
 * Returns the part of a request's path that its routers were mounted on, as a pattern. Express does not tell the pattern
 * of a router that is mounted under parameters or a regular expression, only the client's own text, and a client that
 * makes up a new text for each request would have as many fresh counters. So of one route, the parts that differ between
 * requests count as one, `*`, from the second text on; a warning then says to name the route.
 */
export function createMountPaths(): (req: Request) => string {
  const withoutRoute = noneSeen()
  const byRoute = new WeakMap<object, Seen>()

  return function mountPath(req) {
    const path = withParams(req)
    if (path === '') return path
    const seen = req.route ? (byRoute.get(req.route) ?? noneSeen()) : withoutRoute
    if (req.route) byRoute.set(req.route, seen)
    if (seen.pattern !== undefined) {
      seen.pattern = common(seen.pattern, path)
      return seen.pattern
    }
    seen.paths.add(path)
    if (seen.paths.size <= (req.route ? 1 : mostMountsWithoutRoute)) return path
    const [first = '', ...others] = seen.paths
    seen.pattern = others.reduce(common, first)
    emitWarning({
      code: 'ROUTE_UNNAMED',
      message: `keyByRoute counts a route under ${JSON.stringify(first.slice(0, 100))} and other paths, so its router is mounted under a parameter, a regular expression or several paths. It counts as one route from now on. Name it: keyByRoute(keyByIp(), { route: '/teams/:team/jokes' }).`,
    })
    return seen.pattern
  }
}

function noneSeen(): Seen {
  return { paths: new Set(), pattern: undefined }
}

/**
 * Express matches mount paths in any case; without lower case `/API`, `/aPI`, … would be so many fresh counters. The
 * parameters of the mount itself, where the request shows them, stand under their names.
 */
function withParams({ baseUrl, params, route }: Request): string {
  const path = baseUrl.toLowerCase()
  if (route || path === '') return path
  const names = new Map(
    Object.entries(params ?? {}).map(([name, value]) => [String(value).toLowerCase(), `:${name}`]),
  )
  if (names.size === 0) return path
  return path
    .split('/')
    .map((part) => names.get(part) ?? names.get(decoded(part)) ?? part)
    .join('/')
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part).toLowerCase()
  } catch {
    return part
  }
}

/** The parts that two paths share, `*` for one that differs, `**` for the rest where they are not equally long. */
function common(one: string, other: string): string {
  const [parts, others] = [one.split('/'), other.split('/')]
  const shared = parts.map((part, i) => (part === others[i] ? part : '*'))
  if (parts.length === others.length && !one.endsWith('**')) return shared.join('/')
  const differs = shared.indexOf('*')
  return [...shared.slice(0, differs === -1 ? others.length : differs), '**'].join('/')
}

// Follows requests through the server while somebody watches: when each arrived, what every limiter on its way did, what
// was answered. While nobody watches it listens to nothing.
import type { Request, RequestHandler } from 'express'
import { type Budget, createBudget } from '../http/budget.ts'
import { type LimiterTrace, limiterTraces } from '../limiter/tracing.ts'
import type { TracedLimit, TracedMine, TraceEvent, UntracedEvent } from './contract.ts'
import { followAnswer } from './follow-answer.ts'
import { createLinesThatRan } from './lines-that-ran.ts'
import { since, tellLimit } from './tell-limit.ts'
import { tellHeaders, tellPath } from './told-headers.ts'

export type Inspector = {
  /** Mount it before everything that is to be followed: it notes when a request arrived. */
  arrivals: RequestHandler
  /** A limiter in another process had this request. Call it before the answer ends; `tell` is given when it arrived. */
  note(req: Request, tell: (arrivedAt: number) => TracedMine): void
  /** Follows the requests of `keyspace` until the returned function is called. */
  watch(keyspace?: string): () => void
}

export type InspectorEvent =
  | { event: 'trace'; data: TraceEvent }
  | { event: 'untraced'; data: UntracedEvent }

/** Of a request on its way: when it arrived and what limiters did with it; no limits: it is not traced. */
type Way = { arrivedAt: number; limits?: TracedLimit[] | null; mine?: TracedMine }
type Noted = { [way]?: Way }

/** In the response's `locals`: a property of the request itself is dearer, as in the limiter's mounted-twice.ts. */
const way = Symbol('when the request arrived, and what limiters did with it')
const tellUntracedMs = 1000
const onlyKeyspace = 'home'

/**
 * `publish` is told each followed request when its answer has ended; `explain` says why Valkey could not answer. `keyspaceOf`
 * says whose request it is: each keyspace's are told to those who watch that keyspace, and to nobody else.
 * Requests with an X-Request-Id, the page's own, and those from elsewhere have a budget each, so that a flood from
 * outside does not crowd out what a learner does: 40 and 10 a second. How many were left out is told once a second.
 * An error of its own goes to `onError` and never reaches the request.
 */
export function createInspector({
  publish,
  keyspaceOf = () => onlyKeyspace,
  numberAfter = 0,
  explain,
  onError,
}: {
  publish: (event: InspectorEvent, keyspace: string) => void
  keyspaceOf?: (req: Request) => string | undefined
  /** Where the numbers go on from: several processes serve one page, and no two traces of it have the same. */
  numberAfter?: number
  explain: (error: unknown) => string
  onError: (error: unknown) => void
}): Inspector {
  const watched = new Map<string, Watched>()
  let numbered = numberAfter
  let linesThatRan = createLinesThatRan()

  function follow(message: unknown): void {
    const trace = message as LimiterTrace
    try {
      followLimiter(trace, trace.req)
    } catch (error) {
      onError(error)
    }
  }

  function followLimiter(trace: LimiterTrace, req: Request): void {
    const on = followed(req)
    if (!on?.limits) return
    const runs = linesThatRan(trace)
    on.limits.push(tellLimit(trace, { arrivedAt: on.arrivedAt, runs, explain }))
  }

  /** The request's way, which begins now if it may; without `limits` it is not followed. */
  function followed(req: Request): Way | undefined {
    const noted: Noted | undefined = req.res?.locals
    const on = noted?.[way]
    // It did not come through this server's door, or was under way before anybody watched.
    if (!on || on.limits !== undefined) return on
    const keyspace = keyspaceOf(req)
    const of = keyspace === undefined ? undefined : watched.get(keyspace)
    if (keyspace === undefined || !of) return undefined
    const budget = requestIdOf(req) === null ? of.others : of.named
    if (budget.take()) {
      on.limits = []
      begin(req, { keyspace, on, limits: on.limits })
    } else {
      on.limits = null
      leaveOut(of, keyspace)
    }
    return on
  }

  function begin(
    req: Request,
    { keyspace, on, limits }: { keyspace: string; on: Way; limits: TracedLimit[] },
  ): void {
    const { res } = req
    const { arrivedAt } = on
    if (!res) return
    const request = {
      method: req.method,
      path: tellPath(req.originalUrl),
      // Read now: on the way back an app within the app no longer says whom it trusts.
      address: req.ip ?? '',
      headers: tellHeaders(req.headers),
    }
    followAnswer(res, (response) => {
      if (!watched.has(keyspace)) return
      numbered += 1
      const number = numbered
      const respondedMs = since(arrivedAt, performance.now())
      const requestId = requestIdOf(req)
      const mine = on.mine && { mine: on.mine }
      const data = { number, requestId, request, limits, ...mine, response, respondedMs }
      publish({ event: 'trace', data }, keyspace)
    })
  }

  function leaveOut(of: Watched, keyspace: string): void {
    of.untraced += 1
    of.timer ??= setTimeout(() => {
      of.timer = undefined
      publish({ event: 'untraced', data: { count: of.untraced } }, keyspace)
      of.untraced = 0
    }, tellUntracedMs)
  }

  return {
    arrivals(_req, res, next) {
      if (watched.size > 0) {
        const noted: Noted = res.locals
        noted[way] = { arrivedAt: performance.now() }
      }
      next()
    },
    note(req, tell) {
      const on = followed(req)
      if (on?.limits) on.mine = tell(on.arrivedAt)
    },
    watch(keyspace = onlyKeyspace) {
      if (watched.size === 0) {
        linesThatRan = createLinesThatRan()
        limiterTraces.subscribe(follow)
      }
      const of = watched.get(keyspace) ?? startWatching()
      watched.set(keyspace, of)
      of.watchers += 1
      let watching = true
      return () => {
        if (!watching) return
        watching = false
        of.watchers -= 1
        if (of.watchers > 0) return
        clearTimeout(of.timer)
        watched.delete(keyspace)
        if (watched.size === 0) limiterTraces.unsubscribe(follow)
      }
    },
  }
}

/** A keyspace that somebody watches. */
type Watched = {
  watchers: number
  named: Budget
  others: Budget
  untraced: number
  timer: NodeJS.Timeout | undefined
}

function startWatching(): Watched {
  return {
    watchers: 0,
    named: createBudget({ perSecond: 40, burst: 60 }),
    others: createBudget({ perSecond: 10, burst: 30 }),
    untraced: 0,
    timer: undefined,
  }
}

/** What the request calls itself; null for none, or for one that nobody would call a name. */
function requestIdOf(req: Request): string | null {
  const id = req.get('X-Request-Id')
  return id !== undefined && /^[\w.:-]{1,64}$/.test(id) ? id : null
}

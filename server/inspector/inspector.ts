// Follows requests through the server while somebody watches: when each arrived, what every limiter on its way did, what
// was answered. While nobody watches it listens to nothing.
import type { Request, RequestHandler } from 'express'
import { type LimiterTrace, limiterTraces } from '../limiter/tracing.ts'
import type { TracedMine } from '../live-code/contract.ts'
import { createBudget } from './budget.ts'
import type { TracedLimit, TraceEvent, UntracedEvent } from './contract.ts'
import { followAnswer } from './follow-answer.ts'
import { createLinesThatRan } from './lines-that-ran.ts'
import { since, tellLimit } from './tell-limit.ts'
import { tellHeaders, tellPath } from './told-headers.ts'

export type Inspector = {
  /** Mount it before everything that is to be followed: it notes when a request arrived. */
  arrivals: RequestHandler
  /** A limiter in another process had this request. Call it before the answer ends; `tell` is given when it arrived. */
  note(req: Request, tell: (arrivedAt: number) => TracedMine): void
  /** Follows requests until the returned function is called. */
  watch(): () => void
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

/**
 * `publish` is told each followed request when its answer has ended; `explain` says why Valkey could not answer.
 * Requests with an X-Request-Id, the page's own, and those from elsewhere have a budget each, so that a flood from
 * outside does not crowd out what a learner does: 40 and 10 a second. How many were left out is told once a second.
 * An error of its own goes to `onError` and never reaches the request.
 */
export function createInspector({
  publish,
  explain,
  onError,
}: {
  publish: (event: InspectorEvent) => void
  explain: (error: unknown) => string
  onError: (error: unknown) => void
}): Inspector {
  const named = createBudget({ perSecond: 40, burst: 60 })
  const others = createBudget({ perSecond: 10, burst: 30 })
  let watchers = 0
  let numbered = 0
  let untraced = 0
  let timer: NodeJS.Timeout | undefined
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
    const on = wayOf(req)
    if (!on?.limits) return
    const runs = linesThatRan(trace)
    on.limits.push(tellLimit(trace, { arrivedAt: on.arrivedAt, runs, explain }))
  }

  /** The request's way, which begins now if it may; nothing is noted on one without limits. */
  function wayOf(req: Request): Way | undefined {
    const noted: Noted | undefined = req.res?.locals
    const on = noted?.[way]
    // It did not come through this server's door, or was under way before anybody watched.
    if (!on || on.limits !== undefined) return on
    const budget = requestIdOf(req) === null ? others : named
    if (budget.take()) {
      on.limits = []
      begin(req, on, on.limits)
    } else {
      on.limits = null
      leaveOut()
    }
    return on
  }

  function begin(req: Request, on: Way, limits: TracedLimit[]): void {
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
      if (watchers === 0) return
      numbered += 1
      const respondedMs = since(arrivedAt, performance.now())
      const requestId = requestIdOf(req)
      publish({
        event: 'trace',
        data: {
          ...{ number: numbered, requestId, request, limits, response, respondedMs },
          ...(on.mine && { mine: on.mine }),
        },
      })
    })
  }

  function leaveOut(): void {
    untraced += 1
    timer ??= setTimeout(tellUntraced, tellUntracedMs)
  }

  function tellUntraced(): void {
    timer = undefined
    const count = untraced
    untraced = 0
    if (count > 0 && watchers > 0) publish({ event: 'untraced', data: { count } })
  }

  return {
    arrivals(_req, res, next) {
      if (watchers > 0) {
        const noted: Noted = res.locals
        noted[way] = { arrivedAt: performance.now() }
      }
      next()
    },
    note(req, tell) {
      const on = wayOf(req)
      if (on?.limits) on.mine = tell(on.arrivedAt)
    },
    watch() {
      watchers += 1
      if (watchers === 1) {
        linesThatRan = createLinesThatRan()
        limiterTraces.subscribe(follow)
      }
      let watching = true
      return () => {
        if (!watching) return
        watching = false
        watchers -= 1
        if (watchers > 0) return
        limiterTraces.unsubscribe(follow)
        clearTimeout(timer)
        timer = undefined
        untraced = 0
      }
    },
  }
}

/** What the request calls itself; null for none, or for one that nobody would call a name. */
function requestIdOf(req: Request): string | null {
  const id = req.get('X-Request-Id')
  return id !== undefined && /^[\w.:-]{1,64}$/.test(id) ? id : null
}

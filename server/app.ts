// The map: everything a request meets, in the order it meets it.
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type RequestHandler,
} from 'express'
import { createCheckoutRoute } from './checkout/checkout-route.ts'
import { createConnectionCheck, createConnectionRoute } from './connection/connection-routes.ts'
import { allowedHosts } from './http/allowed-hosts.ts'
import type { Entrance } from './http/entrance.ts'
import { createReadyz, healthz } from './http/health-routes.ts'
import { noStore } from './http/no-store.ts'
import { createPages } from './http/pages.ts'
import { handleErrors, notFound } from './http/problems.ts'
import { createSaka } from './http/saka.ts'
import { sameOrigin } from './http/same-origin.ts'
import { securityHeaders } from './http/security-headers.ts'
import type { Inspector } from './inspector/inspector.ts'
import type { Keyspaces } from './keyspaces.ts'
import type { CountedHit } from './limiter/listeners.ts'
import type { SinglePolicyOptions } from './limiter/policies.ts'
import { rateLimit } from './limiter/rate-limit.ts'
import type { MyLimiterHost } from './my-limiter/my-limiter.ts'
import { createMyLimiterRoutes } from './my-limiter/my-limiter-routes.ts'
import { redirectEarlierNames } from './progress/lesson-names.ts'
import { createProgressRoutes, type ProgressStore } from './progress/progress-routes.ts'
import type { ValkeyAddress } from './valkey/address.ts'
import type { ValkeyConnection } from './valkey/connect.ts'
import type { ConnectionReport } from './valkey/contract.ts'

export type AppParts = {
  valkey: ValkeyConnection
  policy: SinglePolicyOptions
  entrance: Entrance
  keyspaces: Keyspaces
  progressOf: (req: Request) => ProgressStore
  inspector: Inspector
  /** Told each counted request. */
  onHit: (hit: CountedHit) => void
  /** What only a learner's own machine has: it tells its paths, reaches any address, and starts programs. */
  home?: {
    /** The checkout's folder, for links that open an editor on this machine. */
    checkout: string
    /** Tries an address that the page names. */
    checkConnection: (address: ValkeyAddress) => Promise<ConnectionReport>
    /** The Next.js app that a lesson brings, in front of the limited endpoint. */
    nextjs: (saka: RequestHandler[]) => RequestHandler
    /** Reads, writes and runs the learner's files. */
    exercises: RequestHandler
    /** Runs the learner's own limiter, in place of the one below while they choose it. */
    myLimiter: MyLimiterHost
  }
  /** What only a room has. */
  room?: {
    learners: RequestHandler[]
    board: RequestHandler
    /** Checks a learner's Lua script in a disposable Valkey; runs nothing else of theirs. */
    luaExercises: RequestHandler
    /** Notes on which key a request to /api/saka counts: its learner's own, or the whole room's. */
    sharing: RequestHandler
    /** Answers requests that failed because Valkey is not responding. */
    outage: ErrorRequestHandler
  }
  hosts: string[]
  trustProxy: number | string[]
  pageFolder: string
  log: (line: string) => void
}

/** Puts the workbook's server together from parts that are already open. It opens and closes nothing itself. */
export function createApp({
  valkey,
  policy,
  entrance,
  keyspaces,
  progressOf,
  inspector,
  onHit,
  home,
  room,
  hosts,
  trustProxy,
  pageFolder,
  log,
}: AppParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('trust proxy', trustProxy)

  // region: before
  app.use(allowedHosts(hosts))
  app.use(securityHeaders())
  app.use(['/api', '/healthz', '/readyz'], noStore)
  app.get('/healthz', healthz)
  app.get('/readyz', createReadyz(valkey))
  // endregion: before

  app.use('/api', inspector.arrivals)
  app.use('/api', sameOrigin())
  app.use('/api', entrance.identify)
  app.get('/api/session', entrance.session)
  if (room) {
    app.use('/api/room', room.learners)
    app.use('/api/board', room.board)
  }
  app.use('/api', entrance.admit)
  app.get(
    '/api/events',
    keyspaces.part((keyspace) => keyspace.events.handler),
  )
  if (room) app.use('/api/saka', room.sharing)
  if (home) app.get('/api/saka', home.myLimiter.handler)
  // region: saka
  const limiter = rateLimit({
    valkey: valkey.client,
    ...policy,
    onHit,
    onError: valkey.health.suspect,
  })
  app.get('/api/saka', limiter, createSaka())
  // endregion: saka
  app.use('/api/progress', createProgressRoutes(progressOf))
  app.get('/api/connection', createConnectionRoute(valkey))
  app.use(
    '/api/console',
    keyspaces.part((keyspace) => keyspace.console()),
  )
  app.use(
    '/api/labs',
    keyspaces.part((keyspace) => keyspace.labs().router),
  )
  app.use(
    '/api/keyspace',
    keyspaces.part((keyspace) => keyspace.saka()),
  )
  if (home) {
    app.get('/api/checkout', createCheckoutRoute(home.checkout))
    app.post('/api/connection-check', createConnectionCheck(home.checkConnection))
    app.use('/api/exercises', home.exercises)
    app.use('/api/my-limiter', createMyLimiterRoutes(home.myLimiter))
    app.use('/api/nextjs', home.nextjs([limiter, createSaka()]))
  }

  if (room) {
    app.use('/api/lua-exercises', room.luaExercises)
    app.use('/api', room.outage)
  }
  app.get('/lessons/:lesson', redirectEarlierNames(pageFolder))
  app.use(createPages(pageFolder))
  app.use(notFound)
  app.use(handleErrors(log))
  return app
}

// The map: everything a request meets, in the order it meets it.
import express, { type Express, type RequestHandler } from 'express'
import { createCheckoutRoute } from './checkout/checkout-route.ts'
import { createConnectionCheck, createConnectionRoute } from './connection-routes.ts'
import type { Console } from './console/console.ts'
import { createConsoleRoutes } from './console/console-routes.ts'
import { createReadyz, healthz } from './health-routes.ts'
import type { Inspector } from './inspector/inspector.ts'
import { homePrefix } from './lab/home-prefix.ts'
import { createLab } from './lab/lab.ts'
import { rateLimit } from './limiter/rate-limit.ts'
import type { EventStream } from './live/event-stream.ts'
import type { KeyWatch } from './live/key-watch.ts'
import { createPages } from './pages.ts'
import { handleErrors, notFound } from './problems.ts'
import type { ProgressFile } from './progress/progress-file.ts'
import { createProgressRoutes } from './progress/progress-routes.ts'
import { createSaka } from './saka.ts'
import { allowedHosts } from './security/allowed-hosts.ts'
import { sameOrigin } from './security/same-origin.ts'
import { securityHeaders } from './security/security-headers.ts'
import type { ValkeyAddress } from './valkey/address.ts'
import type { ValkeyConnection } from './valkey/connect.ts'
import type { ConnectionReport } from './valkey/contract.ts'

export type AppParts = {
  valkey: ValkeyConnection
  policy: { limit: number; windowSeconds: number }
  keys: KeyWatch
  events: EventStream
  progress: ProgressFile
  /** The checkout's folder, for links that open an editor on this machine. */
  checkout: string
  /** Runs of the labs, under /api/experiments. */
  experiments: RequestHandler
  console: Console
  inspector: Inspector
  /** Tries an address that the page names. Only where one learner has the workbook to themselves: it reaches anywhere. */
  checkConnection?: (address: ValkeyAddress) => Promise<ConnectionReport>
  /** Runs the Next.js app of lesson 7, for the limited endpoint. It starts programs: at home only. */
  nextjs?: (saka: RequestHandler[]) => RequestHandler
  hosts: string[]
  trustProxy: number | string[]
  pageFolder: string
  log: (line: string) => void
}

/** Puts the workbook's server together from parts that are already open. It opens and closes nothing itself. */
export function createApp({
  valkey,
  policy,
  keys,
  events,
  progress,
  checkout,
  experiments,
  console,
  inspector,
  checkConnection,
  nextjs,
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
  app.get('/healthz', healthz)
  app.get('/readyz', createReadyz(valkey))
  // endregion: before

  app.use('/api', inspector.arrivals)
  app.use('/api', sameOrigin())
  app.get('/api/events', events.handler)
  app.use('/api/console', createConsoleRoutes({ console, explain: valkey.health.explain }))
  // region: saka
  const limiter = rateLimit({
    valkey: valkey.client,
    ...policy,
    onHit: keys.hit,
    onError: valkey.health.suspect,
  })
  app.get('/api/saka', limiter, createSaka())
  // endregion: saka
  if (nextjs) app.use('/api/nextjs', nextjs([limiter, createSaka()]))
  app.use('/api/progress', createProgressRoutes(progress))
  app.get('/api/checkout', createCheckoutRoute(checkout))
  app.get('/api/connection', createConnectionRoute(valkey))
  if (checkConnection) app.post('/api/connection-check', createConnectionCheck(checkConnection))
  app.use('/api/experiments', experiments)
  app.use(
    '/api/lab',
    createLab({
      valkey: valkey.client,
      prefix: homePrefix,
      onHit: keys.hit,
      onError: valkey.health.suspect,
    }),
  )

  app.use(createPages(pageFolder))
  app.use(notFound)
  app.use(handleErrors(log))
  return app
}

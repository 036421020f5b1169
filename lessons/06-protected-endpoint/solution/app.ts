import express, { type Express, type RequestHandler } from 'express'

export type AppOptions = {
  /** The middleware of the last lesson. */
  limiter: RequestHandler
  /** The work behind the endpoint. Here it is cheap; a real one asks a database or pays a partner. */
  tellJoke: () => string
}

/** An API of three routes, of which one is limited. */
export function createApp({ limiter, tellJoke }: AppOptions): Express {
  // region: app
  const app = express()

  app.get('/healthz', (_req, res) => {
    res.type('text/plain').send('ok\n')
  })
  app.get('/api/saka', limiter, (_req, res) => {
    res.set('Cache-Control', 'no-store')
    res.type('text/plain').send(`${tellJoke()}\n`)
  })
  app.get('/api/time', (_req, res) => {
    res.json({ time: new Date().toISOString() })
  })
  // endregion: app
  return app
}

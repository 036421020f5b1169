import express, { type Express, type RequestHandler } from 'express'

export type AppOptions = {
  /** The middleware of the last lesson. */
  limiter: RequestHandler
  /** The work behind the endpoint. Here it is cheap; a real one asks a database or pays a partner. */
  tellJoke: () => string
}

/** An API of three routes, of which one is limited. */
export function createApp({ tellJoke }: AppOptions): Express {
  const app = express()

  app.get('/healthz', (_req, res) => {
    res.type('text/plain').send('ok\n')
  })
  // TODO: protect this endpoint, and only this one:
  //   the limiter comes before the handler, so that a refused client costs no joke
  //   the joke is plain text (now Express calls it HTML), and no cache may keep it (Cache-Control: no-store)
  app.get('/api/saka', (_req, res) => {
    res.send(`${tellJoke()}\n`)
  })
  app.get('/api/time', (_req, res) => {
    res.json({ time: new Date().toISOString() })
  })
  return app
}

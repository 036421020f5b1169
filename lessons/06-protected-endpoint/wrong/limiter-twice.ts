import express, { type Express, type RequestHandler } from 'express'

type AppOptions = { limiter: RequestHandler; tellJoke: () => string }

// Wrong: on the folder and on the route. Each request is counted two times, so a limit of 5 lets 2 through.
export function createApp({ limiter, tellJoke }: AppOptions): Express {
  // region: app
  const app = express()

  app.get('/healthz', (_req, res) => {
    res.type('text/plain').send('ok\n')
  })
  app.get('/api/time', (_req, res) => {
    res.json({ time: new Date().toISOString() })
  })
  app.use('/api/saka', limiter)
  app.get('/api/saka', limiter, (_req, res) => {
    res.set('Cache-Control', 'no-store')
    res.type('text/plain').send(`${tellJoke()}\n`)
  })
  // endregion: app
  return app
}

import express, { type Express, type RequestHandler } from 'express'

type AppOptions = { limiter: RequestHandler; tellJoke: () => string }

// Wrong: health checks and every other route use up the quota of the jokes.
export function createApp({ limiter, tellJoke }: AppOptions): Express {
  // region: app
  const app = express()

  app.use(limiter)
  app.get('/healthz', (_req, res) => {
    res.type('text/plain').send('ok\n')
  })
  app.get('/api/saka', (_req, res) => {
    res.set('Cache-Control', 'no-store')
    res.type('text/plain').send(`${tellJoke()}\n`)
  })
  app.get('/api/time', (_req, res) => {
    res.json({ time: new Date().toISOString() })
  })
  // endregion: app
  return app
}

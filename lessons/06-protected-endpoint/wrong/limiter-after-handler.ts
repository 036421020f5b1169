import express, { type Express, type RequestHandler } from 'express'

type AppOptions = { limiter: RequestHandler; tellJoke: () => string }

// Wrong: the handler answers first, so Express never comes to the limiter. Everybody passes, nobody is counted.
export function createApp({ limiter, tellJoke }: AppOptions): Express {
  // region: app
  const app = express()

  app.get('/healthz', (_req, res) => {
    res.type('text/plain').send('ok\n')
  })
  app.get('/api/saka', (_req, res) => {
    res.set('Cache-Control', 'no-store')
    res.type('text/plain').send(`${tellJoke()}\n`)
  })
  app.use('/api/saka', limiter)
  app.get('/api/time', (_req, res) => {
    res.json({ time: new Date().toISOString() })
  })
  // endregion: app
  return app
}

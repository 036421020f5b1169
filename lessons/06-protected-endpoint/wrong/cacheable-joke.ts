import express, { type Express, type RequestHandler } from 'express'

type AppOptions = { limiter: RequestHandler; tellJoke: () => string }

// Wrong: nothing forbids a cache to keep the joke. Then it answers in our place, and nobody is counted.
export function createApp({ limiter, tellJoke }: AppOptions): Express {
  // region: app
  const app = express()

  app.get('/healthz', (_req, res) => {
    res.type('text/plain').send('ok\n')
  })
  app.get('/api/saka', limiter, (_req, res) => {
    res.type('text/plain').send(`${tellJoke()}\n`)
  })
  app.get('/api/time', (_req, res) => {
    res.json({ time: new Date().toISOString() })
  })
  // endregion: app
  return app
}

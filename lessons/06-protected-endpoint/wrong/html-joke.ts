import express, { type Express, type RequestHandler } from 'express'

type AppOptions = { limiter: RequestHandler; tellJoke: () => string }

// Wrong: send() with a text says text/html. A joke that holds a tag would be run by the browser.
export function createApp({ limiter, tellJoke }: AppOptions): Express {
  // region: app
  const app = express()

  app.get('/healthz', (_req, res) => {
    res.type('text/plain').send('ok\n')
  })
  app.get('/api/saka', limiter, (_req, res) => {
    res.set('Cache-Control', 'no-store').send(`${tellJoke()}\n`)
  })
  app.get('/api/time', (_req, res) => {
    res.json({ time: new Date().toISOString() })
  })
  // endregion: app
  return app
}

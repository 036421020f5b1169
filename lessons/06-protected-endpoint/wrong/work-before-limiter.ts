import express, { type Express, type RequestHandler } from 'express'

type AppOptions = { limiter: RequestHandler; tellJoke: () => string }

// Wrong: the work is done before the limiter is asked. A refused client gets no joke, but it has cost one.
export function createApp({ limiter, tellJoke }: AppOptions): Express {
  // region: app
  const app = express()

  app.get('/healthz', (_req, res) => {
    res.type('text/plain').send('ok\n')
  })
  app.use('/api/saka', (_req, res, next) => {
    res.locals.joke = tellJoke()
    next()
  })
  app.get('/api/saka', limiter, (_req, res) => {
    res.set('Cache-Control', 'no-store')
    res.type('text/plain').send(`${res.locals.joke}\n`)
  })
  app.get('/api/time', (_req, res) => {
    res.json({ time: new Date().toISOString() })
  })
  // endregion: app
  return app
}

import express, { type Express, type RequestHandler } from 'express'

type AppOptions = { limiter: RequestHandler; tellJoke: () => string }

// Wrong: HEAD has a route of its own, which does the work of a GET and asks nobody.
export function createApp({ limiter, tellJoke }: AppOptions): Express {
  const app = express()

  app.get('/healthz', (_req, res) => {
    res.type('text/plain').send('ok\n')
  })
  app.head('/api/saka', (_req, res) => {
    res.type('text/plain').set('Cache-Control', 'no-store').send(`${tellJoke()}\n`)
  })
  app.get('/api/saka', limiter, (_req, res) => {
    res.set('Cache-Control', 'no-store')
    res.type('text/plain').send(`${tellJoke()}\n`)
  })
  app.get('/api/time', (_req, res) => {
    res.json({ time: new Date().toISOString() })
  })
  return app
}

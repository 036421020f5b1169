import express, { type Express, type RequestHandler } from 'express'

type AppOptions = { limiter: RequestHandler; tellJoke: () => string }

// Wrong: Express takes /API/SAKA for the same route. The limiter is only asked for one spelling.
export function createApp({ limiter, tellJoke }: AppOptions): Express {
  const app = express()

  app.get('/healthz', (_req, res) => {
    res.type('text/plain').send('ok\n')
  })
  app.use((req, res, next) => {
    if (req.path === '/api/saka') limiter(req, res, next)
    else next()
  })
  app.get('/api/saka', (_req, res) => {
    res.set('Cache-Control', 'no-store')
    res.type('text/plain').send(`${tellJoke()}\n`)
  })
  app.get('/api/time', (_req, res) => {
    res.json({ time: new Date().toISOString() })
  })
  return app
}

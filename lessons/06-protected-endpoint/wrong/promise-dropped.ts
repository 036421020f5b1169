import express, { type Express, type RequestHandler } from 'express'

type AppOptions = { limiter: RequestHandler; tellJoke: () => string }

// Wrong: nobody waits for the limiter. The joke is told before Valkey has been heard.
export function createApp({ limiter, tellJoke }: AppOptions): Express {
  const app = express()

  app.get('/healthz', (_req, res) => {
    res.type('text/plain').send('ok\n')
  })
  app.get('/api/saka', (req, res) => {
    Promise.resolve(limiter(req, res, () => undefined)).catch(() => undefined)
    if (res.headersSent) return
    res.set('Cache-Control', 'no-store')
    res.type('text/plain').send(`${tellJoke()}\n`)
  })
  app.get('/api/time', (_req, res) => {
    res.json({ time: new Date().toISOString() })
  })
  return app
}

import express, { type Express, type RequestHandler, Router } from 'express'

type AppOptions = { limiter: RequestHandler; tellJoke: () => string }

// Another way: a router of its own, with the limiter at its door. Whatever is added to it later is limited as well.
export function createApp({ limiter, tellJoke }: AppOptions): Express {
  const saka = Router()
  saka.use(limiter)
  saka.get('/', (_req, res) => {
    res.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
    res.end(tellJoke())
  })

  const app = express()
  app.get('/api/time', (_req, res) => {
    res.json({ time: new Date().toISOString() })
  })
  app.get('/healthz', (_req, res) => {
    res.type('text/plain').send('ok\n')
  })
  app.use('/api/saka', saka)
  return app
}

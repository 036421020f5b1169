// A route whose handlers are added one after the other, in a router for everything under /api.
import express, { Router } from 'express'

export function createApp(options: {
  limiter: express.RequestHandler
  tellJoke: () => string
}): express.Express {
  const api = Router()
  api
    .route('/saka')
    .all(options.limiter)
    .get((_req, res) => {
      res.setHeader('Content-Type', 'text/plain; charset=utf-8')
      res.setHeader('Cache-Control', 'max-age=0, no-store')
      res.end(options.tellJoke())
    })
  api.route('/time').get((_req, res) => {
    res.json({ time: new Date() })
  })
  return express()
    .use('/api', api)
    .get('/healthz', (_req, res) => {
      res.type('text/plain').send('ok')
    })
}

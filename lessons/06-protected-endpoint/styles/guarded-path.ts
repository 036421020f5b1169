// The limiter guards the path; the joke's fields are set by a middleware of their own.
import express, { type Express, type RequestHandler } from 'express'

type AppOptions = { limiter: RequestHandler; tellJoke: () => string }

const notForCaches: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store, private')
  next()
}

export function createApp({ limiter, tellJoke }: AppOptions): Express {
  const app = express()
  app.use('/api/saka', limiter, notForCaches)
  app.get('/api/saka', (_req, res) => {
    res.contentType('text')
    res.send(tellJoke())
  })
  app.get('/healthz', (_req, res) => void res.type('txt').send('ok'))
  app.get('/api/time', (_req, res) => void res.send({ time: new Date().toISOString() }))
  return app
}

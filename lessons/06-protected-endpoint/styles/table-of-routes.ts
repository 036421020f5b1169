// All routes in a table: path, what goes before, what is answered.
import express, { type Express, type RequestHandler, type Response } from 'express'

type AppOptions = { limiter: RequestHandler; tellJoke: () => string }
type Route = [path: string, before: RequestHandler[], answer: (res: Response) => void]

export function createApp({ limiter, tellJoke }: AppOptions): Express {
  const routes: Route[] = [
    ['/api/time', [], (res) => res.json({ time: new Date().toISOString() })],
    ['/healthz', [], (res) => res.type('text/plain').send('ok')],
    [
      '/api/saka',
      [limiter],
      (res) => {
        const body = `${tellJoke()}\r\n`
        res.format({ 'text/plain': () => res.set('Cache-Control', 'no-store').send(body) })
      },
    ],
  ]
  const app = express()
  for (const [path, before, answer] of routes) {
    app.get(path, ...before, (_req, res) => answer(res))
  }
  return app
}

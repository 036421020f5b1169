// The handler calls the limiter itself and goes on in its callback.
import express, {
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
} from 'express'

type AppOptions = { limiter: RequestHandler; tellJoke: () => string }

export const createApp = ({ limiter, tellJoke }: AppOptions) => {
  const app = express()
  app.disable('x-powered-by')

  const saka = (req: Request, res: Response, next: NextFunction) =>
    limiter(req, res, (error?: unknown) => {
      if (error !== undefined) return next(error)
      res.status(200).set({ 'Content-Type': 'text/plain', 'Cache-Control': 'no-store' })
      res.send(Buffer.from(tellJoke(), 'utf8'))
    })

  app.get('/api/saka', saka)
  app.get('/healthz', (_req, res) => {
    res.set('Content-Type', 'text/plain').send('ok\n')
  })
  app.get('/api/time', (_req, res) => {
    res.type('json').send(JSON.stringify({ time: new Date().toJSON() }))
  })
  return app
}

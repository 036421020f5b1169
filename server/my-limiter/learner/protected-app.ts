import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express'

/** The smallest app with a protected endpoint, as in lesson 5. What the limiter throws is said on its console. */
export function protectedApp(limiter: RequestHandler): Express {
  const app = express()
  app.disable('x-powered-by')
  app.get('/api/saka', limiter, (_req, res) => {
    res.set('Cache-Control', 'no-store')
    res.type('text/plain').send('Chuck Norris kod yazmaz, kod kendini yazar.\n')
  })
  app.use(answerError)
  return app
}

// Express knows a function for errors by its four parameters.
const answerError: ErrorRequestHandler = (error, _req, res, next) => {
  console.error(error)
  if (res.headersSent) return next(error)
  res
    .status(500)
    .set('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send({
      type: 'about:blank',
      title: 'Your limiter threw an error',
      status: 500,
      detail: `${error}. Its console says where.`,
    })
}

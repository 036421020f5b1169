import type { RequestHandler } from 'express'

/** Every answer under /api is of this moment, so no cache keeps it. Event streams and runs set their own header. */
export const noStore: RequestHandler = function noStore(_req, res, next) {
  res.set('Cache-Control', 'no-store')
  next()
}

import { join } from 'node:path'
import express, { type RequestHandler, Router } from 'express'

/** Serves the built page: assets carry a hash in their name and are kept for ever, HTML is asked for anew each time. */
export function createPages(folder: string): RequestHandler {
  const router = Router()
  router.use(
    '/assets',
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  )
  router.use(express.static(folder, { cacheControl: false, setHeaders: askAnew }))
  router.use((req, res, next) => {
    const wantsPage =
      (req.method === 'GET' || req.method === 'HEAD') && req.accepts(['json', 'html']) === 'html'
    if (!wantsPage || req.path.startsWith('/api/')) return next()
    res.status(404).sendFile(join(folder, '404.html'), (error) => error && next())
  })
  return router
}

function askAnew(res: { setHeader(name: string, value: string): unknown }): void {
  res.setHeader('Cache-Control', 'no-cache')
}

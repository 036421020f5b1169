import type { Request, RequestHandler } from 'express'

/** Before the limiter: whoever sends is active; and whether a request that counts on the whole room's key got through. */
export function createSharing({
  isShared,
  hit,
  active,
  keyspaceOf,
}: {
  isShared: () => boolean
  hit: (keyspaceId: string, allowed: boolean) => void
  active: (req: Request) => void
  keyspaceOf: (req: Request) => string
}): RequestHandler {
  return function tellShared(req, res, next) {
    active(req)
    if (isShared()) {
      const keyspaceId = keyspaceOf(req)
      res.once('finish', () => {
        if (res.statusCode === 200 || res.statusCode === 429)
          hit(keyspaceId, res.statusCode === 200)
      })
    }
    next()
  }
}

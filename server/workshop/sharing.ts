import type { Request, RequestHandler } from 'express'

/** Before the limiter: whoever sends is active; and whether a request that counts on the whole room's key got through. */
export function createSharing({
  isShared,
  hit,
  active,
  labOf,
}: {
  isShared: () => boolean
  hit: (labId: string, allowed: boolean) => void
  active: (req: Request) => void
  labOf: (req: Request) => string
}): RequestHandler {
  return function tellShared(req, res, next) {
    active(req)
    if (isShared()) {
      const labId = labOf(req)
      res.once('finish', () => {
        if (res.statusCode === 200 || res.statusCode === 429) hit(labId, res.statusCode === 200)
      })
    }
    next()
  }
}

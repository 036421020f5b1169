// The guide's endpoint behind a proxy: the same limiter and the same counters, and an Express that believes less or more.
import express, { type Express, type RequestHandler, Router } from 'express'

/** `saka` is the limiter and what it protects. Whom it counted, X-Counted-As tells. */
// region: doors
export function createDoors(saka: RequestHandler[]): Router {
  return Router()
    .use('/trusts-nobody', createDoor(0, saka))
    .use('/trusts-one-hop', createDoor(1, saka))
}

/** An app of its own, so that what it trusts holds here only. */
function createDoor(hops: number, saka: RequestHandler[]): Express {
  const door = express().disable('x-powered-by').disable('etag')
  door.set('trust proxy', hops)
  door.get('/saka', tellCountedAs, ...saka)
  return door
}
// endregion: doors

const tellCountedAs: RequestHandler = function tellCountedAs(req, res, next) {
  res.set('X-Counted-As', req.ip ?? 'nobody')
  next()
}

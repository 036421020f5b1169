// Who asks, and which keyspace is theirs.
import type { Request, RequestHandler } from 'express'

/** How requests come in; a room has another one than a learner's own machine. */
export type Entrance = {
  /** Finds out who asks; refuses nobody. */
  identify: RequestHandler
  /** GET /api/session. */
  session: RequestHandler
  /** Lets in those who have a keyspace, and refuses the others. */
  admit: RequestHandler
  /** The keyspace of a request that was let in. */
  keyspaceOf: (req: Request) => string
}

const goOn: RequestHandler = (_req, _res, next) => next()

/** On one's own machine everybody who gets this far is the one learner. */
export function homeEntrance(): Entrance {
  return {
    identify: goOn,
    session(_req, res) {
      res.json({ mode: 'home' })
    },
    admit: goOn,
    keyspaceOf: () => 'home',
  }
}

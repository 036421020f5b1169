import { join as joinPath } from 'node:path'
import type { Express, Request, RequestHandler } from 'express'
import { createApp } from '../app.ts'
import type { Entrance } from '../http/entrance.ts'
import type { EventStream } from '../http/event-stream.ts'
import { checkNewProgress } from '../progress/check-progress.ts'
import type { Progress } from '../progress/contract.ts'
import { emptyProgress } from '../progress/merge-progress.ts'
import { createBoardFeed, createBoardStream } from '../room/board-feed.ts'
import { createBoardRoutes } from '../room/board-routes.ts'
import { deleteKeyspaces } from '../room/delete-keyspaces.ts'
import type { RoomEntrance } from '../room/room-entrance.ts'
import { joinLink } from '../room/room-links.ts'
import { createRoomRoutes } from '../room/room-routes.ts'
import type { ValkeyConnection } from '../valkey/connect.ts'
import type { Failures } from './failures.ts'
import type { RoomConfig } from './room-config.ts'
import type { openRoomKeyspaces } from './room-keyspaces.ts'
import type { SharedRoom } from './shared-room.ts'

/** The workbook's app as a room serves it, and the board's streams, which are ended before the server is. */
export function createRoomApp({
  valkey,
  config,
  shared: { noteActivity, progress, sharedIp, store },
  entrance,
  join,
  keyspaces: { keyspaces, inspector, live, sakaKeyOf },
  luaExercises,
  origin,
  root,
  failures: { answer, onError },
  log,
}: {
  valkey: ValkeyConnection
  config: RoomConfig
  shared: SharedRoom
  entrance: RoomEntrance
  join: { router: RequestHandler; session: Entrance['session'] }
  keyspaces: ReturnType<typeof openRoomKeyspaces>
  luaExercises: RequestHandler
  /** Where learners reach the room; known once it listens. */
  origin: () => string
  root: string
  failures: Failures
  log: (line: string) => void
}): { app: Express; board: EventStream } {
  const { client, health } = valkey
  const { policy, code, hosts, trustProxy } = config
  const { memberOf, isInstructor, keyspaceOf } = entrance
  const board = createBoardStream({
    feed: createBoardFeed({ store, onError }),
    onValkey(listener) {
      listener(health.status())
      return health.onChange(listener)
    },
  })
  const learners = createRoomRoutes({
    store,
    memberOf,
    async addProgress(id, given) {
      const checked = checkNewProgress(given)
      if (checked.progress) await progress.add(id, checked.progress, { home: true })
      return checked.fault
    },
  })
  const app = createApp({
    valkey,
    // The learner's own keyspace, or the room's one key.
    policy: { ...policy, wholeKey: sakaKeyOf },
    entrance: { ...entrance, session: join.session },
    keyspaces,
    inspector,
    hosts,
    trustProxy,
    log,
    onHit: live.onHit,
    progressOf(req) {
      const id = keyspaceOf(req)
      if (id === entrance.teachKeyspace) return nobodysProgress
      return { read: () => progress.read(id), add: (more: Progress) => progress.add(id, more) }
    },
    room: {
      learners: [join.router, learners],
      board: createBoardRoutes({
        store,
        memberOf,
        isInstructor,
        policy,
        events: board.handler,
        joinLink: () => ({ url: joinLink(origin(), code), code }),
        async end() {
          const ids = await store.end()
          await deleteKeyspaces(client, ids)
        },
      }),
      luaExercises,
      sharing: createSharing({
        isShared: () => sharedIp.key() !== undefined,
        hit: sharedIp.hit,
        active(req) {
          const member = memberOf(req)
          if (member) noteActivity(member.keyspaceId)
        },
        keyspaceOf,
      }),
      outage: answer,
    },
    pageFolder: joinPath(root, 'dist', 'page'),
  })
  return { app, board }
}

/** The instructor reads the lessons too, but is on no board. */
const nobodysProgress = {
  read: async () => ({ progress: emptyProgress() }),
  add: async () => ({ progress: emptyProgress() }),
}

/** Before the limiter: whoever sends is active; and whether a request that counts on the whole room's key got through. */
function createSharing({
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

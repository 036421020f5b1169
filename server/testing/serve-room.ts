import type { Request } from 'express'
import { checkProgress } from '../progress/check-progress.ts'
import { mergeProgress } from '../progress/merge-progress.ts'

import { createBoardFeed, createBoardStream } from '../room/board-feed.ts'
import { createBoardRoutes } from '../room/board-routes.ts'
import { createRoomProgress } from '../room/room-progress.ts'
import { createRoomRoutes } from '../room/room-routes.ts'
import { openTestRoom } from './open-test-room.ts'
import { serveApi } from './serve-api.ts'

/**
 * The room's routes on a test room, over real HTTP. Who asks is said by a header, where the workbook has cookies:
 * `X-Learner: <keyspace id>` (or as the token of a workbook at home) or `X-Instructor: yes`.
 */
export async function serveRoom() {
  const room = await openTestRoom()
  const { store, valkey } = room
  const onError = (error: unknown) => room.errors.push(error)
  const progress = createRoomProgress({ valkey, store, merge: mergeProgress })
  const events = createBoardStream({
    feed: createBoardFeed({ store, onError }),
    onValkey(listener) {
      listener({ up: true })
      return () => undefined
    },
  })
  const memberOf = (req: Request) => {
    const keyspaceId =
      req.get('X-Learner') ?? /^Bearer (\S+)$/.exec(req.get('Authorization') ?? '')?.[1]
    return keyspaceId === undefined ? undefined : { keyspaceId }
  }
  const routes = {
    '/api/room': createRoomRoutes({
      store,
      memberOf,
      async addProgress(keyspaceId, body) {
        const checked = checkProgress(body)
        if (!checked.progress) return checked.fault
        await progress.add(keyspaceId, checked.progress, { home: true })
        return undefined
      },
    }),
    '/api/board': createBoardRoutes({
      store,
      memberOf,
      events: events.handler,
      end: store.end,
      isInstructor: (req) => req.get('X-Instructor') === 'yes',
      joinLink: () => ({ url: 'http://192.0.2.7:3000/join/#tiger-42', code: 'tiger-42' }),
      policy: { limit: 5, windowSeconds: 60 },
    }),
  }
  const server = await serveApi(routes, (line) => room.errors.push(line))
  return {
    ...room,
    url: server.url,
    async close() {
      events.close()
      await server.close()
      await room.close()
    },
  }
}

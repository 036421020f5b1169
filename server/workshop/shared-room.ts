import type { Redis } from 'ioredis'
import { createRelay, type Relay } from '../live/relay.ts'
import type { Progress } from '../progress/contract.ts'
import { underCurrentNames } from '../progress/lesson-names.ts'
import { mergeProgress } from '../progress/merge-progress.ts'
import { createLearnerViews } from '../room/learner-views.ts'
import { openWhenUp } from '../room/open-when-up.ts'
import { createRoomActivity } from '../room/room-activity.ts'
import { createRoomProgress } from '../room/room-progress.ts'
import { createRoomStore } from '../room/room-store.ts'
import { createRoomTraffic } from '../room/room-traffic.ts'
import { createSharedIp } from '../room/shared-ip.ts'

export type SharedRoom = Awaited<ReturnType<typeof openSharedRoom>>

/**
 * The room as all its server processes see it: who is in it, what they tell each other, how far everybody is. All of it
 * is in Valkey. What is opened goes onto `opened`. `isUp: false` opens the room once Valkey answers.
 */
export async function openSharedRoom({
  valkey,
  health,
  room,
  lessons,
  isUp,
  opened,
  onError,
}: {
  valkey: Redis
  health: Parameters<typeof openWhenUp>[0]['health']
  room: { id: string; name: string; max: number }
  /** The folder names of today's lessons. */
  lessons: readonly string[]
  isUp: boolean
  opened: (() => Promise<void> | void)[]
  onError: (error: unknown) => void
}) {
  const store = createRoomStore({ valkey, subscriber: valkey.duplicate(), room, onError })
  opened.push(store.close)
  if (isUp) await store.open()
  else opened.push(openWhenUp({ health, open: store.open, onError }))
  const relay: Relay = createRelay({
    valkey,
    subscriber: valkey.duplicate(),
    onError,
    channel: `{room:${room.id}}:relay`,
  })
  opened.push(relay.close)
  const views = createLearnerViews({ store, onError })
  opened.push(views.close)
  const traffic = createRoomTraffic({ valkey, store, onError })
  opened.push(traffic.close)
  const merge = (one: Progress, other: Progress) =>
    underCurrentNames(mergeProgress(one, other), lessons)
  return {
    store,
    relay,
    views,
    traffic,
    sharedIp: createSharedIp({ store, views, onError }),
    noteActivity: createRoomActivity({ store, onError }),
    progress: createRoomProgress({ valkey, store, merge }),
  }
}

import { randomInt } from 'node:crypto'
import type { Request } from 'express'
import { createInspector, type Inspector } from '../inspector/inspector.ts'
import { createKeyspaceParts } from '../keyspace-parts.ts'
import { createKeyspaces, type Keyspaces } from '../keyspaces.ts'
import { keyByIp } from '../limiter/keys/key-by-ip.ts'
import { defaultPrefix } from '../limiter/policies.ts'
import { joinReadings } from '../live/join-readings.ts'
import { createKeysReader } from '../live/read-keys.ts'
import type { RoomEntrance } from '../room/room-entrance.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { createAskAsUser } from '../valkey/ask-as-user.ts'
import { explainFailure } from '../valkey/health.ts'
import type { OpenValkey } from '../valkey/open.ts'
import { createRoomActions } from './actions.ts'
import { createRoomLive, type RoomLive } from './room-live.ts'
import type { SharedRoom } from './shared-room.ts'

const watchSharingMs = 200
/** Labs of one learner at once. */
const mostRuns = 2

/** What each learner of a room has of their own, as far as this server process holds it. What is opened goes onto `opened`. */
export function openRoomKeyspaces({
  valkey,
  shared: { relay, sharedIp, store, traffic, views },
  entrance,
  policy,
  sandbox,
  redis,
  opened,
  onError,
  log,
}: {
  valkey: OpenValkey
  shared: SharedRoom
  entrance: RoomEntrance
  policy: { limit: number; windowSeconds: number }
  sandbox: Sandbox
  redis: Sandbox
  opened: (() => Promise<void> | void)[]
  onError: (error: unknown) => void
  log: (line: string) => void
}): {
  keyspaces: Keyspaces
  inspector: Inspector
  live: RoomLive
  /** The whole key that a learner's GET /api/saka counts on: their own, or the room's one. */
  sakaKeyOf: (req: Request) => string
} {
  const { keyspaceOf } = entrance
  const { client, health } = valkey.connection
  const inspector = createInspector({
    publish: (event, id) => live.publish(event, id),
    keyspaceOf: entrance.keyspaceIfAny,
    numberAfter: randomInt(2 ** 20) * 2 ** 30,
    explain: explainFailure(health),
    onError: (error) => log(`While following a request: ${error}`),
  })
  const live = createRoomLive({
    relay,
    policy,
    traffic,
    keyspaces: () => keyspaces,
    watch: inspector.watch,
    sharedKey: store.keys.shared,
  })
  opened.push(live.close)
  const actions = createRoomActions({
    relay,
    act: async (id, run, action) => keyspaces.find(id)?.labs().act(run, action),
    onError,
  })
  opened.push(actions.close)
  const prefixOf = (id: string) => `{lab:${id}}:`
  const clientAddress = keyByIp()
  const sakaKeyOf = (req: Request) =>
    sharedIp.key() ?? prefixOf(keyspaceOf(req)) + defaultPrefix + clientAddress(req)
  const keyspaces = createKeyspaces({
    keyspaceOf,
    keyspaceOfKey: (key) => /^\{lab:([^}]+)\}:/.exec(key)?.[1],
    openKeyspace: createKeyspaceParts({
      valkey: valkey.connection,
      readKeys: joinReadings(createKeysReader(client)),
      policy,
      sakaKeyOf,
      prefixOf,
      sandbox,
      redis,
      mostRuns,
      log,
      ask: createAskAsUser(valkey.address),
      actElsewhere: actions.ask,
      inspect: live.inspect,
      onHit: (hit) => live.onHit({ ...hit, allowed: hit.allowed === true }),
      onKeys: live.onKeys,
      attend(id, tell) {
        if (id === entrance.teachKeyspace) return () => undefined
        return views.watch(id, (view) => tell({ event: 'room', data: view }))
      },
    }),
    log,
  })
  opened.push(keyspaces.close)
  opened.push(health.onChange(keyspaces.valkeyChanged))
  opened.push(
    store.subscribe((news) => {
      if (news.kind === 'gone') keyspaces.drop(news.id)
    }),
  )
  // When the room's requests begin to count on one key, or no longer do, everybody's counter is another one.
  let sharedBefore = sharedIp.key()
  const watchSharing = setInterval(() => {
    const key = sharedIp.key()
    if (key === sharedBefore) return
    sharedBefore = key
    for (const keyspace of keyspaces.all()) keyspace.events.renew()
  }, watchSharingMs)
  opened.push(() => clearInterval(watchSharing))
  return { keyspaces, inspector, live, sakaKeyOf }
}

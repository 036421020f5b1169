// One server process of a room. Nothing that matters is kept in it: any number of them, behind any load balancer, serve
// one room on one Valkey, and one that is killed is replaced by another.
import { randomInt } from 'node:crypto'
import { createServer } from 'node:http'
import { join as joinPath } from 'node:path'
import type { Request } from 'express'
import { createApp } from './app.ts'
import { closeInReverse } from './close-in-reverse.ts'
import { readEnvironment } from './config.ts'
import { createInspector } from './inspector/inspector.ts'
import { createLabParts } from './lab-parts.ts'
import { createLabs } from './labs.ts'
import { keyByIp } from './limiter/keys/key-by-ip.ts'
import { defaultPrefix } from './limiter/policies.ts'
import { rateLimit } from './limiter/rate-limit.ts'
import { listen, prepareClose } from './listen.ts'
import { joinReadings } from './live/join-readings.ts'
import { createKeysReader } from './live/read-keys.ts'
import { createRelay } from './live/relay.ts'
import type { Progress } from './progress/contract.ts'
import { futureFault } from './progress/future-moments.ts'
import { emptyProgress, mergeProgress } from './progress/merge-progress.ts'
import { checkProgress } from './progress/progress-schema.ts'
import { createRoomActions } from './room-actions.ts'
import { createComplaints } from './room-complaints.ts'
import { readRoomConfig } from './room-config.ts'
import { createRoomLive, createSharing } from './room-live.ts'
import { openRoomLuaExercises } from './room-lua-exercises.ts'
import { createSandbox } from './sandbox/create-sandbox.ts'
import { StartError } from './start-error.ts'
import { explainFailure, tellValkey } from './tell-valkey.ts'
import { createAskAsUser } from './valkey/ask-as-user.ts'
import { createDisposableLauncher } from './valkey/disposable-launcher.ts'
import { openValkey } from './valkey/open.ts'
import { createRedisLauncher } from './valkey/redis-launcher.ts'
import { answerRefusals } from './workshop/answer-refusals.ts'
import { createBoardStream } from './workshop/board-events.ts'
import { createBoardFeed } from './workshop/board-feed.ts'
import { createBoardRoutes } from './workshop/board-routes.ts'
import { deleteLabs } from './workshop/delete-labs.ts'
import { createIdentities } from './workshop/identities.ts'
import { createJoinRoutes } from './workshop/join-routes.ts'
import { createLabQuota, labQuota } from './workshop/lab-quota.ts'
import { createLearnerViews } from './workshop/learner-views.ts'
import { openWhenUp } from './workshop/open-when-up.ts'
import { createRoomActivity } from './workshop/room-activity.ts'
import { createRoomEntrance } from './workshop/room-entrance.ts'
import { joinLink } from './workshop/room-links.ts'
import { createRoomProgress } from './workshop/room-progress.ts'
import { createRoomRoutes } from './workshop/room-routes.ts'
import { createRoomStore } from './workshop/room-store.ts'
import { createRoomTraffic } from './workshop/room-traffic.ts'
import { createSharedIp } from './workshop/shared-ip.ts'

export type RoomServer = {
  origin: string
  port: number
  close(): Promise<void>
}

const readyDeadlineMs = 5000
/** So many wrong codes a minute from one address; the right one is never counted. */
const wrongCodes = { limit: 10, windowSeconds: 60 }
const watchSharingMs = 200

/**
 * Starts one server process of the room that `env` describes, on the Valkey that it names. `onEnded` is told when an
 * instructor has ended the room, through whichever process. Throws a StartError when it cannot start.
 */
export async function startRoomServer({
  env,
  root,
  log,
  onEnded = () => {},
  quota = labQuota,
}: {
  env: Record<string, string | undefined>
  root: string
  log: (line: string) => void
  onEnded?: () => void
  quota?: typeof labQuota
}): Promise<RoomServer> {
  const settings = readEnvironment(env, root)
  const config = readRoomConfig(settings)
  const { room, code, token, policy } = config
  if (!config.valkey) {
    throw new StartError(
      'VALKEY_HOST must name the room’s Valkey. npm run workshop starts one and passes it on.',
    )
  }
  const opened: (() => Promise<void> | void)[] = []
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= closeInReverse(opened, log)
    return closing
  }

  try {
    const valkey = await openValkey({ address: config.valkey, env: settings, root, log })
    opened.push(valkey.close)
    const cause = await valkey.connection.ready(readyDeadlineMs)
    if (cause?.fault === 'setting') throw new StartError(cause.sentence)
    const { client, health } = valkey.connection
    const complain = createComplaints(log)
    opened.push(complain.close)
    const onError = (error: unknown) => {
      health.suspect(error)
      if (health.status().up) complain.about(error)
    }
    const explain = (error: unknown) => (isOutage(error) ? health.explain(error) : undefined)

    // The room, as all its processes see it.
    const store = createRoomStore({ valkey: client, subscriber: client.duplicate(), room, onError })
    opened.push(store.close)
    if (cause) opened.push(openWhenUp({ health, open: store.open, onError }))
    else await store.open()
    const relay = createRelay({
      ...{ valkey: client, subscriber: client.duplicate(), onError },
      channel: `{room:${room.id}}:relay`,
    })
    opened.push(relay.close)
    const views = createLearnerViews({ store, onError })
    opened.push(views.close)
    const sharedIp = createSharedIp({ store, views, onError })
    const traffic = createRoomTraffic({ valkey: client, store, onError })
    opened.push(traffic.close)
    const noteActivity = createRoomActivity({ store, onError })
    const progress = createRoomProgress({ valkey: client, store, merge: mergeProgress })

    // Who asks.
    const identities = createIdentities({ valkey: client, store })
    opened.push(identities.close)
    const entrance = createRoomEntrance({
      ...{ token, identities, quota: createLabQuota(quota) },
      explain: health.explain,
    })
    const { memberOf, isInstructor, labOf } = entrance
    const countWrong = rateLimit({
      ...{ valkey: client, ...wrongCodes, prefix: `{room:${room.id}}:rate:wrong-code:` },
      onError: health.suspect,
    })
    const join = createJoinRoutes({
      ...{ store, identities, entrance, code, token, countWrong, explain },
    })

    // Before anything listens to the other processes: what they tell must find the labs there.
    const launched = { source: undefined, env: settings, root }
    const launcher = await createDisposableLauncher(launched)
    const sandbox = createSandbox({ launcher })
    opened.push(sandbox.close)
    const luaExercises = openRoomLuaExercises({
      ...{ root, launcher, store, progress, labOf, memberOf, onError },
    })
    opened.push(luaExercises.close)
    const redis = createSandbox({ launcher: await createRedisLauncher(launched) })
    opened.push(redis.close)

    // What each learner has of their own.
    const inspector = createInspector({
      publish: (event, id) => live.publish(event, id),
      labOf: entrance.labIfAny,
      numberAfter: randomInt(2 ** 20) * 2 ** 30,
      explain: explainFailure(health),
      onError: (error) => log(`While following a request: ${error}`),
    })
    const live = createRoomLive({
      ...{ relay, policy, traffic, labs: () => labs, watch: inspector.watch },
      sharedKey: store.keys.shared,
    })
    opened.push(live.close)
    const actions = createRoomActions({
      relay,
      act: async (id, run, action) => labs.find(id)?.experiments().act(run, action),
      onError,
    })
    opened.push(actions.close)
    const prefixOf = (id: string) => `{lab:${id}}:`
    const clientAddress = keyByIp()
    const sakaKeyOf = (req: Request) =>
      sharedIp.key() ?? prefixOf(labOf(req)) + defaultPrefix + clientAddress(req)
    const labs = createLabs({
      labOf,
      labOfKey: (key) => /^\{lab:([^}]+)\}:/.exec(key)?.[1],
      openLab: createLabParts({
        valkey: valkey.connection,
        readKeys: joinReadings(createKeysReader(client)),
        ...{ policy, sakaKeyOf, prefixOf, sandbox, redis, log },
        ask: createAskAsUser(valkey.address),
        mostRuns: 2,
        actElsewhere: actions.ask,
        inspect: live.inspect,
        onHit: (hit) => live.onHit({ ...hit, allowed: hit.allowed === true }),
        onKeys: live.onKeys,
        attend(id, tell) {
          if (id === entrance.teachLab) return () => undefined
          return views.watch(id, (view) => tell({ event: 'room', data: view }))
        },
      }),
      log,
    })
    opened.push(labs.close)
    opened.push(health.onChange(tellValkey(labs, log)))
    opened.push(
      store.subscribe((news) => {
        if (news.kind === 'gone') labs.drop(news.id)
        if (news.kind === 'ended') onEnded()
      }),
    )
    // When the room's requests begin to count on one key, or no longer do, everybody's counter is another one.
    let sharedBefore = sharedIp.key()
    const watchSharing = setInterval(() => {
      const key = sharedIp.key()
      if (key === sharedBefore) return
      sharedBefore = key
      for (const lab of labs.all()) lab.events.renew()
    }, watchSharingMs)
    opened.push(() => clearInterval(watchSharing))

    let origin = config.origin ?? ''
    const board = createBoardStream({
      feed: createBoardFeed({ store, onError }),
      onValkey(listener) {
        listener(health.status())
        return health.onChange(listener)
      },
    })
    const learners = createRoomRoutes({
      ...{ store, memberOf, explain },
      async addProgress(id, given) {
        const checked = checkProgress(given)
        const fault = checked.fault ?? futureFault(checked.progress)
        if (fault === undefined && checked.progress) {
          await progress.add(id, checked.progress, { home: true })
        }
        return fault
      },
    })
    const app = createApp({
      valkey: valkey.connection,
      // The whole key is made here: the learner's own prefix, or the room's one key.
      policy: { ...policy, prefix: '', keyGenerator: sakaKeyOf },
      entrance: { ...entrance, session: join.session },
      ...{ labs, inspector },
      onHit: live.onHit,
      progressOf(req) {
        const id = labOf(req)
        if (id === entrance.teachLab) return nobodysProgress
        return { read: () => progress.read(id), add: (more: Progress) => progress.add(id, more) }
      },
      room: {
        learners: [join.router, learners],
        board: createBoardRoutes({
          ...{ store, memberOf, isInstructor, explain, policy, events: board.handler },
          joinLink: () => ({ url: joinLink(origin, code), code }),
          async end() {
            const ids = await store.end()
            await deleteLabs(client, ids)
          },
        }),
        luaExercises: luaExercises.router,
        sharing: createSharing({
          isShared: () => sharedIp.key() !== undefined,
          hit: sharedIp.hit,
          active(req) {
            const member = memberOf(req)
            if (member) noteActivity(member.labId)
          },
          labOf,
        }),
        refusals: answerRefusals({ explain }),
      },
      hosts: config.hosts,
      trustProxy: config.trustProxy,
      pageFolder: joinPath(root, 'dist', 'page'),
      log,
    })
    const server = createServer(app)
    const closeServer = prepareClose(server, {
      endStreams() {
        labs.endStreams()
        board.close()
      },
    })
    const onPort = (other: number) => `npm run workshop -- --port ${other}`
    const port = await listen(server, config, onPort)
    opened.push(closeServer)
    const at = config.host.includes(':') ? `[${config.host}]` : config.host
    origin ||= `http://${at}:${port}`
    return { origin, port, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** ioredis' own words for a Valkey that does not answer. */
function isOutage(error: unknown): boolean {
  return (
    error instanceof Error &&
    /timed out|Connection is closed|writeable|MaxRetries|^(LOADING|CLUSTERDOWN|READONLY|MASTERDOWN)/i.test(
      `${error.message} ${error.name}`,
    )
  )
}

/** The instructor reads the lessons too, but is on no board. */
const nobodysProgress = {
  read: async () => ({ progress: emptyProgress() }),
  add: async () => ({ progress: emptyProgress() }),
}

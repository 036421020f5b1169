// One server process of a room. Nothing that matters is kept in it: any number of them, behind any load balancer, serve
// one room on one Valkey, and one that is killed is replaced by another.
import { createServer } from 'node:http'
import { bracketed, readEnvironment } from '../config.ts'
import { listen, prepareClose } from '../http/listen.ts'
import { rateLimit } from '../limiter/rate-limit.ts'
import { closeInReverse } from '../process/close-in-reverse.ts'
import { StartError } from '../process/start-error.ts'
import { lessonNames } from '../progress/lesson-names.ts'
import { createIdentities } from '../room/identities.ts'
import { createJoinRoutes } from '../room/join-routes.ts'
import { createKeyspaceQuota, keyspaceQuota } from '../room/keyspace-quota.ts'
import { createRoomEntrance } from '../room/room-entrance.ts'
import { createSandbox } from '../sandbox/create-sandbox.ts'
import { createDisposableLauncher } from '../valkey/disposable-launcher.ts'
import { openValkey } from '../valkey/open.ts'
import { createRedisLauncher } from '../valkey/redis-launcher.ts'
import { createFailures } from './failures.ts'
import { openRoomLuaExercises } from './lua-exercises.ts'
import { createRoomApp } from './room-app.ts'
import { readRoomConfig } from './room-config.ts'
import { openRoomKeyspaces } from './room-keyspaces.ts'
import { openSharedRoom } from './shared-room.ts'

export type RoomServer = {
  origin: string
  port: number
  close(): Promise<void>
}

const readyDeadlineMs = 5000
/** So many wrong codes a minute from one address; the right one is never counted. */
const wrongCodes = { limit: 10, windowSeconds: 60 }

/**
 * Starts one server process of the room that `env` describes, on the Valkey that it names. `onEnded` is told when an
 * instructor has ended the room, through whichever process. Throws a StartError when it cannot start.
 */
export async function startRoomServer({
  env,
  root,
  log,
  onEnded = () => {},
  quota = keyspaceQuota,
}: {
  env: Record<string, string | undefined>
  root: string
  log: (line: string) => void
  onEnded?: () => void
  quota?: typeof keyspaceQuota
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
  const close = closeInReverse(opened, log)

  try {
    const valkey = await openValkey({ address: config.valkey, env: settings, root, log })
    opened.push(valkey.close)
    const cause = await valkey.connection.ready(readyDeadlineMs)
    if (cause?.fault === 'setting') throw new StartError(cause.sentence)
    const { client, health } = valkey.connection
    const failures = createFailures({ health, log })
    opened.push(failures.close)
    const { onError, explain } = failures
    const shared = await openSharedRoom({
      valkey: client,
      health,
      room,
      lessons: lessonNames(root),
      isUp: !cause,
      opened,
      onError,
    })
    const { store, progress } = shared
    opened.push(
      store.subscribe((news) => {
        if (news.kind === 'ended') onEnded()
      }),
    )

    // Who asks.
    const identities = createIdentities({ valkey: client, store })
    opened.push(identities.close)
    const entrance = createRoomEntrance({
      token,
      identities,
      quota: createKeyspaceQuota(quota),
      explain: health.explain,
    })
    const { memberOf, keyspaceOf } = entrance
    const countWrong = rateLimit({
      valkey: client,
      ...wrongCodes,
      prefix: `{room:${room.id}}:rate:wrong-code:`,
      onError: health.suspect,
    })
    const join = createJoinRoutes({
      store,
      identities,
      entrance,
      code,
      token,
      countWrong,
      explain,
    })

    // Before anything listens to the other processes: what they tell must find the keyspaces there.
    const launched = { source: undefined, env: settings, root }
    const launcher = await createDisposableLauncher(launched)
    const sandbox = createSandbox({ launcher })
    opened.push(sandbox.close)
    const luaExercises = openRoomLuaExercises({
      root,
      launcher,
      store,
      progress,
      keyspaceOf,
      memberOf,
      onError,
    })
    opened.push(luaExercises.close)
    const redis = createSandbox({ launcher: await createRedisLauncher(launched) })
    opened.push(redis.close)
    const keyspaces = openRoomKeyspaces({
      valkey,
      shared,
      entrance,
      policy,
      sandbox,
      redis,
      opened,
      onError,
      log,
    })

    let origin = config.origin ?? ''
    const { app, board } = createRoomApp({
      valkey: valkey.connection,
      config,
      shared,
      entrance,
      join,
      keyspaces,
      root,
      failures,
      log,
      luaExercises: luaExercises.router,
      origin: () => origin,
    })
    const server = createServer(app)
    const closeServer = prepareClose(server, {
      endStreams() {
        keyspaces.keyspaces.endStreams()
        board.close()
      },
    })
    const onPort = (other: number) => `npm run workshop -- --port ${other}`
    const port = await listen(server, config, onPort)
    opened.push(closeServer)
    origin ||= `http://${bracketed(config.host)}:${port}`
    return { origin, port, close }
  } catch (error) {
    await close()
    throw error
  }
}

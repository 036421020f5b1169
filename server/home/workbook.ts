// The workbook on a learner's own machine: puts its parts together, in the order in which they need each other.
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import { createApp } from '../app.ts'
import { readConfig, readEnvironment } from '../config.ts'
import { homeEntrance } from '../http/entrance.ts'
import { listen, prepareClose, urlHost } from '../http/listen.ts'
import { createInspector } from '../inspector/inspector.ts'
import { homePrefix } from '../keyspace/home-prefix.ts'
import { createKeyspaceParts } from '../keyspace-parts.ts'
import { createKeyspaces } from '../keyspaces.ts'
import { keyByIp } from '../limiter/keys/key-by-ip.ts'
import { defaultPrefix } from '../limiter/policies.ts'
import { createKeysReader } from '../live/read-keys.ts'
import { createNextjs, findNextjs } from '../nextjs/nextjs.ts'
import { createNextjsRoutes } from '../nextjs/routes.ts'
import { closeInReverse } from '../process/close-in-reverse.ts'
import { StartError } from '../process/start-error.ts'
import type { Progress } from '../progress/contract.ts'
import { lessonNames } from '../progress/lesson-names.ts'
import { createProgressFile } from '../progress/progress-file.ts'
import { createHomeReports } from '../room/home-reports.ts'
import { createSandbox } from '../sandbox/create-sandbox.ts'
import { createAskAsUser } from '../valkey/ask-as-user.ts'
import { checkConnection } from '../valkey/check-connection.ts'
import { createDisposableLauncher } from '../valkey/disposable-launcher.ts'
import { explainFailure } from '../valkey/health.ts'
import { openValkey } from '../valkey/open.ts'
import { createRedisLauncher } from '../valkey/redis-launcher.ts'
import { openHomeExercises } from './home-exercises.ts'
import { openHomeMyLimiter } from './home-my-limiter.ts'

export type Workbook = {
  url: string
  /** Closes in reverse order of opening; calling it again waits for the same close. */
  close(): Promise<void>
}

/** A start waits this long for Valkey, then goes on and says on the page that it is down. */
const readyDeadlineMs = 2000

/**
 * Starts the workbook: configuration, Valkey, app, listen; `root` is the checkout. What it says goes to `log`.
 * Throws a StartError when it cannot start: a bad setting, a taken port, a refused password.
 */
export async function startWorkbook({
  env,
  root,
  log,
}: {
  env: Record<string, string | undefined>
  root: string
  log: (line: string) => void
}): Promise<Workbook> {
  const settings = readEnvironment(env, root)
  const config = readConfig(settings)
  const opened: (() => Promise<void> | void)[] = []
  const close = closeInReverse(opened, log)

  try {
    const valkey = await openValkey({ address: config.valkey, env: settings, root, log })
    opened.push(valkey.close)
    const cause = await valkey.connection.ready(readyDeadlineMs)
    if (cause?.fault === 'setting') throw new StartError(cause.sentence)
    if (cause)
      log(`Valkey is down: ${cause.sentence} The workbook starts all the same and goes on trying.`)

    const { client, health } = valkey.connection
    const inspector = createInspector({
      publish: (event, id) => keyspaces.find(id)?.publish(event),
      explain: explainFailure(health),
      onError: (error) => log(`While following a request: ${error}`),
    })
    const { source } = valkey
    const launcher = await createDisposableLauncher({ source, env: settings, root })
    const sandbox = createSandbox({ launcher })
    opened.push(sandbox.close)
    const redis = createSandbox({ launcher: await createRedisLauncher({ env: settings, root }) })
    opened.push(redis.close)
    const clientAddress = keyByIp()
    const entrance = homeEntrance()
    const keyspaces = createKeyspaces({
      keyspaceOf: entrance.keyspaceOf,
      // Whatever is counted here is the one learner's.
      keyspaceOfKey: () => 'home',
      openKeyspace: createKeyspaceParts({
        valkey: valkey.connection,
        readKeys: createKeysReader(client),
        policy: config.policy,
        sakaKeyOf: (req) => defaultPrefix + clientAddress(req),
        prefixOf: () => homePrefix,
        alsoReached: [defaultPrefix],
        ask: createAskAsUser(valkey.connection.nodeAddress),
        sandbox,
        redis,
        inspect: inspector.watch,
        onHit: (hit) => keyspaces.hit(hit),
        myLimiter: () => myLimiter.now(),
        log,
      }),
      // What is known of the keys is kept for as long as the workbook runs.
      openFromTheStart: ['home'],
      // The learner's own limiter may have reported another policy for the same key.
      hitPolicy: { algorithm: 'fixed-window', ...config.policy },
      idleMs: Number.POSITIVE_INFINITY,
      log,
    })
    opened.push(keyspaces.close)
    opened.push(health.onChange(keyspaces.valkeyChanged))
    const workspace = resolve(root, config.workspace)
    const progressFile = createProgressFile({
      path: join(workspace, 'progress.json'),
      lessons: lessonNames(root),
      log,
    })
    const reports = createHomeReports({ file: join(workspace, 'room.json'), log })
    opened.push(reports.close)
    const progress = {
      ...progressFile,
      async add(more: Progress) {
        const answer = await progressFile.add(more)
        reports.progress(answer.progress)
        return answer
      },
    }
    const exercises = openHomeExercises({
      root,
      launcher,
      progress,
      log,
      workspace: config.workspace,
      shared: valkey.address,
    })
    opened.push(exercises.close)
    exercises.exercises.onRun((event) => {
      if (event.event === 'result') reports.check(event.run)
    })
    const { policy } = config
    const myLimiter = await openHomeMyLimiter({
      root,
      valkey,
      policy,
      keyspaces,
      inspector,
      workspace: config.workspace,
    })
    opened.push(myLimiter.close)
    const nextjs = createNextjs({
      folder: findNextjs(join(root, 'lessons')),
      env: settings,
      log,
    })
    opened.push(nextjs.close)
    // The limiter's keys of these addresses, not the keyspace's.
    const startAfresh = async (addresses: string[]) => {
      await client.del(addresses.map((address) => defaultPrefix + address))
    }
    const app = createApp({
      valkey: valkey.connection,
      policy,
      entrance,
      keyspaces,
      inspector,
      progressOf: () => progress,
      onHit: keyspaces.hit,
      home: {
        checkout: root,
        checkConnection,
        exercises: exercises.router,
        myLimiter,
        nextjs: (saka) => createNextjsRoutes({ nextjs, saka, startAfresh }),
      },
      hosts: config.hosts,
      trustProxy: config.trustProxy,
      pageFolder: join(root, 'dist', 'page'),
      log,
    })
    const server = createServer(app)
    const closeServer = prepareClose(server, {
      endStreams() {
        keyspaces.endStreams()
        void nextjs.close()
        void exercises.close()
      },
    })
    const port = await listen(server, config)
    nextjs.apiIsAt(port)
    opened.push(closeServer)
    opened.push(await valkey.announce(port))
    return { url: `http://${urlHost(config.host)}:${port}`, close }
  } catch (error) {
    await close()
    throw error
  }
}

// What one learner has of their own: put together here from parts that do not know each other. On one's own machine
// there is one, `home`; in a room one for each learner who is there.
import type { Request, RequestHandler } from 'express'
import { createConsole } from './console/console.ts'
import { createConsoleRoutes } from './console/console-routes.ts'
import type { LiveEvent } from './contract.ts'
import { createEventStream, type EventStream } from './http/event-stream.ts'
import { createKeyspace } from './keyspace/keyspace.ts'
import { createLabs } from './labs/labs.ts'
import { type ActionAnswer, createLabRoutes, type LabRoutes } from './labs/routes.ts'
import { createChannel } from './live/channel.ts'
import { createKeyWatch, type KeyWatch, type WatchedHit } from './live/key-watch.ts'
import { openReader } from './live/open-reader.ts'
import { policyInKey } from './live/policy-in-key.ts'
import type { ReadKeys } from './live/read-keys.ts'
import type { MyLimiter } from './my-limiter/contract.ts'
import type { Sandbox } from './sandbox/sandbox.ts'
import type { ValkeyConnection } from './valkey/connect.ts'
import type { AskAsUser } from './valkey/resp-reply.ts'

export type KeyspaceParts = {
  id: string
  keys: KeyWatch
  events: EventStream
  publish(event: LiveEvent): void
  /** These are made when they are first asked for: most learners never open most of them. */
  console(): RequestHandler
  saka(): RequestHandler
  labs(): LabRoutes
  endStreams(): void
  close(): Promise<void>
}

/** What all keyspaces of a process share. */
export type KeyspaceOptions = {
  valkey: ValkeyConnection
  readKeys: ReadKeys
  policy: { limit: number; windowSeconds: number }
  /** The key on which a learner's own GET /api/saka counts. */
  sakaKeyOf: (req: Request) => string
  /** What the keys of a keyspace's labs and virtual clients begin with. */
  prefixOf: (id: string) => string
  /** Other keys that the console reaches. */
  alsoReached?: string[]
  ask: AskAsUser
  sandbox: Sandbox
  redis: Sandbox
  /** Labs of one keyspace at once. */
  mostRuns?: number
  /** Hands an action to a run of this keyspace in another process. */
  actElsewhere?: (id: string, run: string, action: unknown) => Promise<ActionAnswer | undefined>
  /** Follows the requests of this keyspace until the returned function is called. */
  inspect: (id: string) => () => void
  /** A request of the keyspace was counted. */
  onHit: (hit: WatchedHit) => void
  /** A command of the keyspace's console named these keys. */
  onKeys?: (id: string, keys: string[]) => void
  /** Called while this keyspace's events are read, until the returned function is called. Its newest event follows each snapshot. */
  attend?: (id: string, tell: (event: LiveEvent) => void) => () => void
  /** The learner's own limiter, where their code runs. */
  myLimiter?: () => MyLimiter
  log: (line: string) => void
}

export function createKeyspaceParts({
  valkey: { client, health },
  readKeys,
  policy,
  sakaKeyOf,
  prefixOf,
  alsoReached = [],
  ask,
  sandbox,
  redis,
  mostRuns,
  actElsewhere,
  inspect,
  onHit,
  onKeys,
  attend,
  myLimiter,
  log,
}: KeyspaceOptions): (id: string) => KeyspaceParts {
  const onError = health.suspect

  return function openKeyspace(id) {
    const prefix = prefixOf(id)
    const opened: (() => Promise<void>)[] = []
    const channel = createChannel<LiveEvent>()
    const keys = createKeyWatch({ readKeys, channel, policy, policyOf: policyInKey, onError })
    const events = createEventStream({
      open: openReader({
        channel,
        keys,
        health,
        policy,
        keyOf: sakaKeyOf,
        inspect: () => inspect(id),
        ...(attend && attending((tell) => attend(id, tell), channel.publish)),
        more: myLimiter && (() => ({ myLimiter: myLimiter() })),
      }),
    })

    return {
      id,
      keys,
      events,
      publish: channel.publish,
      console: once(() => {
        const console = createConsole({
          valkey: client,
          ask,
          keyspace: id,
          prefixes: [...alsoReached, prefix],
          onKeys(named) {
            onKeys?.(id, named)
            return keys.look(named)
          },
        })
        opened.push(console.close)
        return createConsoleRoutes({ console, explain: health.explain })
      }),
      saka: once(() => createKeyspace({ valkey: client, prefix, onHit, onError })),
      labs: once(() => {
        const labs = createLabRoutes({
          labs: createLabs({ valkey: client, prefix, sandbox, redis }),
          ...(mostRuns !== undefined && { most: mostRuns }),
          ...(actElsewhere && { actElsewhere: (run, action) => actElsewhere(id, run, action) }),
          log,
        })
        opened.push(labs.close)
        return labs
      }),
      endStreams() {
        events.close()
        for (const close of opened) void close()
      },
      async close() {
        events.close()
        await Promise.all(opened.map((close) => close()))
      },
    }
  }
}

/** Attends a keyspace once, however many streams read it. A later reader gets the newest event. */
function attending(
  attend: (tell: (event: LiveEvent) => void) => () => void,
  publish: (event: LiveEvent) => void,
): { attend: () => () => void; further: () => LiveEvent[] } {
  let readers = 0
  let leave = () => {}
  let last: LiveEvent | undefined
  const tell = (event: LiveEvent) => {
    last = event
    publish(event)
  }
  return {
    attend() {
      readers += 1
      if (readers === 1) leave = attend(tell)
      return () => {
        readers -= 1
        if (readers > 0) return
        leave()
        last = undefined
      }
    },
    further: () => (last ? [last] : []),
  }
}

function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => {
    made ??= make()
    return made
  }
}

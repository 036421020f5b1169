import { randomUUID } from 'node:crypto'
import express from 'express'
import { expect } from 'vitest'
import { createEventStream } from '../http/event-stream.ts'
import { eventually } from '../testing/eventually.ts'
import { valkeyTest as test } from '../testing/fixtures.ts'
import { readEvents } from '../testing/read-events.ts'
import { serve } from '../testing/serve.ts'
import { createChannel } from './channel.ts'
import { createKeyWatch } from './key-watch.ts'
import { openReader } from './open-reader.ts'
import { createKeysReader } from './read-keys.ts'

test.for([
  ['', ['snapshot', 'hit']],
  ['?inspect=1', ['snapshot', 'untraced', 'hit']],
] as const)(
  'a reader that asks with "%s" gets %j: the path of requests only where it is asked for',
  async ([query, names], { connection }) => {
    const key = `test:${randomUUID()}`
    const policy = { limit: 5, windowSeconds: 60 }
    const channel = createChannel()
    const { client, health } = connection
    let inspecting = 0
    const stream = createEventStream({
      open: openReader({
        channel,
        keys: createKeyWatch({
          readKeys: createKeysReader(client),
          channel,
          policy,
          onError: health.suspect,
        }),
        health,
        policy,
        keyOf: () => key,
        inspect() {
          inspecting += 1
          return () => {
            inspecting -= 1
          }
        },
      }),
    })
    const server = await serve(express().get('/', stream.handler))
    const { events, ended } = await readEvents(server.url + query)
    await eventually(() => events.length === 1)
    expect(events[0]).toMatchObject({
      data: { yourKey: key, keys: [], policy },
    })
    expect(inspecting).toBe(names.length - 2)
    channel.publish({ event: 'untraced', data: { count: 3 } })
    channel.publish({ event: 'hit', data: { key, count: 1 } })
    await eventually(() => events.some(({ event }) => event === 'hit'))
    expect(events.map(({ event }) => event)).toEqual(names)
    stream.close()
    await ended
    expect(inspecting).toBe(0)
    await server.close()
  },
)

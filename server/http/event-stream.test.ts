import { connect } from 'node:net'
import express from 'express'
import { afterEach, expect, test } from 'vitest'
import { createChannel } from '../live/channel.ts'
import type { SnapshotEvent } from '../live/contract.ts'
import { eventually } from '../testing/eventually.ts'
import { readEvents } from '../testing/read-events.ts'
import { serve } from '../testing/serve.ts'
import { createEventStream } from './event-stream.ts'

const emptySnapshot: SnapshotEvent = {
  keys: [],
  yourKey: 'rate:127.0.0.1',
  policy: { limit: 5, windowSeconds: 60 },
  valkey: { up: true, since: 0, version: '9.1.2', where: 'a test', tls: false },
}
const hit = (count: number, key = 'rate:127.0.0.1') => ({
  event: 'hit' as const,
  data: {
    key,
    count,
    ttlMs: 60_000,
    limit: 5,
    windowSeconds: 60,
    algorithm: 'fixed-window' as const,
    allowed: count <= 5,
  },
})

const opened: { close(): Promise<void> | void }[] = []
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
})

async function streamingServer({
  ready = async () => {},
  snapshot = emptySnapshot,
}: {
  ready?: () => Promise<void>
  snapshot?: SnapshotEvent
} = {}) {
  const channel = createChannel()
  let open = 0
  const close = () => {
    open -= 1
  }
  const stream = createEventStream({
    open: () => {
      open += 1
      return {
        ready,
        follow(send) {
          send({ event: 'snapshot', data: snapshot })
          return channel.subscribe(send)
        },
        close,
      }
    },
  })
  const server = await serve(express().get('/', stream.handler))
  opened.push(server)
  return { ...server, channel, stream, openReaders: () => open }
}

async function reader(url: string) {
  const read = await readEvents(url)
  opened.push(read)
  return read
}

test('the snapshot comes first, then each event in order', async () => {
  const { url, channel } = await streamingServer()
  const { response, events } = await reader(url)
  expect(response.headers.get('Content-Type')).toBe('text/event-stream')
  expect(response.headers.get('Cache-Control')).toBe('no-cache, no-transform')
  expect(response.headers.get('X-Accel-Buffering')).toBe('no')
  await eventually(() => events.length === 1)
  for (let count = 1; count <= 3; count += 1) channel.publish(hit(count))
  await eventually(() => events.length === 4)
  expect(events).toEqual([{ event: 'snapshot', data: emptySnapshot }, hit(1), hit(2), hit(3)])
})

test('what happens before the snapshot is ready is in the snapshot, not before it', async () => {
  let isReady = () => {}
  const ready = () => new Promise<void>((resolve) => (isReady = resolve))
  const { url, channel, openReaders } = await streamingServer({ ready })
  const { events } = await reader(url)
  await eventually(() => openReaders() === 1)
  channel.publish(hit(1))
  isReady()
  await eventually(() => events.length === 1)
  expect(events[0]?.event).toBe('snapshot')
})

test('a reader that goes away is forgotten', async () => {
  const { url, openReaders } = await streamingServer()
  const { events, close } = await reader(url)
  await eventually(() => events.length === 1)
  expect(openReaders()).toBe(1)
  close()
  await eventually(() => openReaders() === 0)
})

test('a request that the reader refuses is answered as the error it is', async () => {
  const refusing = createEventStream({
    open: () => {
      throw Object.assign(new Error('no address'), { status: 400 })
    },
  })
  const server = await serve(express().get('/', refusing.handler))
  opened.push(server)
  expect((await fetch(server.url)).status).toBe(400)
})

test('HEAD is answered with the headers and ends', async () => {
  const { url, openReaders } = await streamingServer()
  const response = await fetch(url, { method: 'HEAD' })
  expect(response.headers.get('Content-Type')).toBe('text/event-stream')
  await eventually(() => openReaders() === 0)
})

test('a snapshot larger than the buffer is sent once, and events follow it', async () => {
  const key = {
    count: 1,
    ttlMs: 60_000,
    limit: 5,
    windowSeconds: 60,
    algorithm: 'fixed-window' as const,
  }
  const keys = Array.from({ length: 5000 }, (_, i) => ({ ...key, key: `rate:10.0.0.${i}` }))
  const { url, channel } = await streamingServer({ snapshot: { ...emptySnapshot, keys } })
  const { events } = await reader(url)
  await eventually(() => events.length === 1)
  channel.publish(hit(2))
  await eventually(() => events.length === 2)
  expect(events.map(({ event }) => event)).toEqual(['snapshot', 'hit'])
})

test('renew sends every reader a new snapshot, once', async () => {
  const { url, channel, stream } = await streamingServer()
  const { events } = await reader(url)
  await eventually(() => events.length === 1)
  stream.renew()
  channel.publish(hit(1))
  await eventually(() => events.length === 3)
  expect(events.map(({ event }) => event)).toEqual(['snapshot', 'snapshot', 'hit'])
})

test('close ends every stream', async () => {
  const { url, stream } = await streamingServer()
  const { events, ended } = await reader(url)
  await eventually(() => events.length === 1)
  stream.close()
  await ended
  expect((await fetch(url)).status).toBe(503)
})

test('a reader that does not read is skipped, and gets a new snapshot when it reads again', async () => {
  const { url, channel } = await streamingServer()
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  opened.push({ close: () => void socket.destroy() })
  let received = ''
  socket.on('data', (chunk) => (received += chunk))
  socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await eventually(() => received.includes('event: snapshot'))
  socket.pause()
  const published = 20_000
  const longKey = 'k'.repeat(1000)
  for (let count = 1; count <= published; count += 1) {
    channel.publish(hit(count, longKey))
    // Lets the kernel take what it can, as real traffic would.
    if (count % 500 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  received = ''
  socket.resume()
  await eventually(() => received.includes('event: snapshot'))
  channel.publish(hit(published + 1))
  await eventually(() => received.includes(`"count":${published + 1},`))
  expect(received.match(/event: hit/g)?.length ?? 0).toBeLessThan(published)
})

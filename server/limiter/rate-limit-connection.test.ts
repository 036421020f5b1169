// A limiter at the edges of a connection: before Valkey's is there, and after the client's is gone.
import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import express from 'express'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { openTestValkey } from '../testing/open-test-valkey.ts'
import { serve } from '../testing/serve.ts'
import { connectionOptions, type ValkeyConnection } from '../valkey/connect.ts'
import { type RateLimitOptions, rateLimit } from './rate-limit.ts'
import type { LimiterWarning } from './warnings/limiter-warning.ts'

let connection: ValkeyConnection
const opened: { close(): unknown }[] = []

beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

async function limited(options: RateLimitOptions): Promise<string> {
  const app = express().get('/', rateLimit({ prefix: `test:${randomUUID()}:`, ...options }))
  const server = await serve(app.use((_req, res) => void res.send('a joke')))
  opened.push(server)
  return server.url
}

function newClient(options: object = {}): Redis {
  const client = new Redis({ ...connectionOptions(inject('valkey')), ...options })
  client.on('error', () => {})
  opened.push({ close: () => client.disconnect() })
  return client
}

test.each([{ lazyConnect: false }, { lazyConnect: true }])(
  'the first requests after a start are counted: %j',
  async (options) => {
    const url = await limited({ valkey: newClient(options), limit: 2 })
    const responses = await Promise.all([1, 2, 3].map(() => fetch(url)))
    expect(responses.map(({ status }) => status).toSorted()).toEqual([200, 200, 429])
  },
)

test('a Valkey that is not there is found out within the deadline, and at once from then on', async () => {
  const valkey = newClient({ port: 1 })
  const url = await limited({ valkey, deadlineMs: 300, onError: () => {} })
  const began = performance.now()
  for (let i = 0; i < 5; i += 1) expect((await fetch(url)).status).toBe(503)
  expect(performance.now() - began).toBeLessThan(1400)
})

test('a user who may not run scripts: one warning says why everybody gets a 503', async () => {
  const username = `test-${randomUUID()}`
  await connection.client.call(
    'ACL',
    'SETUSER',
    username,
    'on',
    '>pw',
    '~*',
    '+@all',
    '-@scripting',
  )
  const valkey = newClient({ username, password: 'pw' })
  const warnings: LimiterWarning[] = []
  const url = await limited({ valkey, onWarning: (warning) => warnings.push(warning) })
  for (let i = 0; i < 3; i += 1) expect((await fetch(url)).status).toBe(503)
  expect(warnings.map(({ code }) => code)).toEqual(['NOT_COUNTED'])
  expect(warnings[0]?.message).toContain('NOPERM')

  // After an answer the same cause is another outage.
  await connection.client.call('ACL', 'SETUSER', username, '+@scripting')
  expect((await fetch(url)).status).toBe(200)
  await connection.client.call('ACL', 'SETUSER', username, '-@scripting')
  expect((await fetch(url)).status).toBe(503)
  expect(warnings).toHaveLength(2)
  await connection.client.call('ACL', 'DELUSER', username)
})

test('a client that leaves early is no error of the app', async () => {
  const errors: unknown[] = []
  let arrived = 0
  const app = express()
  app.use((_req, res, next) => {
    arrived += 1
    res.once('close', () => setTimeout(next, 10))
  })
  app.use(rateLimit({ valkey: connection.client, prefix: `test:${randomUUID()}:` }))
  app.use((_req, res) => void res.send('a joke'))
  app.use((error: unknown, _req: unknown, _res: unknown, _next: unknown) => errors.push(error))
  const server = await serve(app)
  opened.push(server)
  const { port } = new URL(server.url)
  for (let i = 1; i <= 20; i += 1) {
    const socket = connect(Number(port), '127.0.0.1')
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    await eventually(() => arrived === i)
    socket.destroy()
  }
  await wait(100)
  expect(errors).toEqual([])
})

test('what the deny cache refuses is told to onHit too', async () => {
  const told: unknown[] = []
  const url = await limited({
    valkey: connection.client,
    limit: 1,
    denyCache: true,
    onHit: ({ allowed, source }) => told.push([allowed, source]),
  })
  for (let i = 0; i < 4; i += 1) await fetch(url)
  expect(told).toEqual([
    [true, 'valkey'],
    [false, 'valkey'],
    [false, 'cache'],
    [false, 'cache'],
  ])
})

import { randomUUID } from 'node:crypto'
import express, { type Request } from 'express'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { openTestValkey } from '../testing/open-test-valkey.ts'
import { serve } from '../testing/serve.ts'
import type { ValkeyConnection } from '../valkey/connect.ts'
import { algorithmNames } from './algorithms/algorithms.ts'
import { createDeciding } from './deciding.ts'
import { type RateLimitOptions, rateLimit } from './rate-limit.ts'
import { type LimiterTrace, limiterTraces, startTrace } from './tracing.ts'

const policy = {
  name: 'default',
  algorithm: 'fixed-window',
  limit: 5,
  windowSeconds: 60,
} as const

let connection: ValkeyConnection
const opened: { close(): Promise<void> | void }[] = []

beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close()
})

/** A limited server, and the traces of its requests. */
async function watchedServer(options: Partial<RateLimitOptions> = {}) {
  const prefix = `test:${randomUUID()}:rate:`
  const limiter = rateLimit({ valkey: connection.client, prefix, ...options })
  const server = await serve(express().get('/', limiter, (_req, res) => res.send('a joke')))
  const traces: LimiterTrace[] = []
  const listen = (trace: unknown) => {
    const one = trace as LimiterTrace
    if (one.keys.some((key) => key.startsWith(prefix))) traces.push(one)
  }
  limiterTraces.subscribe(listen)
  opened.push(server, { close: () => void limiterTraces.unsubscribe(listen) })
  return { url: server.url, key: `${prefix}127.0.0.1`, traces }
}

test('a trace has the call with its keys, arguments and reply, and the decision', async () => {
  const { url, key, traces } = await watchedServer()
  await fetch(url)
  expect(traces).toHaveLength(1)
  expect(traces[0]).toMatchObject({
    policies: [{ name: 'default', algorithm: 'fixed-window', limit: 5, windowSeconds: 60 }],
    keys: [key],
    call: {
      script: 'fixed-window.lua',
      keys: [key],
      args: [60],
      reply: [1, 60_000],
      sharedBy: 1,
    },
    decisions: [{ allowed: true, count: 1, remaining: 4, ttlMs: 60_000 }],
  })
  const { startedAt = 0, call, decidedAt = 0 } = traces[0] ?? {}
  const times = [startedAt, call?.sentAt ?? 0, call?.answeredAt ?? 0, decidedAt]
  expect(times).toEqual(times.toSorted((a, b) => a - b))
})

test('of a call that many share, each trace has its own part and how many shared it', async () => {
  const key = `test:${randomUUID()}`
  const { client: valkey } = connection
  const deciding = createDeciding({ valkey, policies: [policy] })
  async function decide(req: Request, keys: string[]): Promise<void> {
    const trace = startTrace({ req, policies: [policy], keys })
    trace?.end(await deciding(keys, trace.notes))
  }
  const traces: LimiterTrace[] = []
  const listen = (trace: unknown) => traces.push(trace as LimiterTrace)
  limiterTraces.subscribe(listen)
  opened.push({ close: () => void limiterTraces.unsubscribe(listen) })
  const req = {} as Request
  // In one turn of the event loop: the first goes out at once, the others together.
  await Promise.all([key, key, key, `${key}:other`].map((each) => decide(req, [each])))
  expect(traces.map(({ call }) => call)).toMatchObject([
    { script: 'fixed-window.lua', keys: [key], args: [60], reply: [1, 60_000], sharedBy: 1 },
    {
      script: 'fixed-window-batch.lua',
      keys: [key],
      args: [60, 2],
      reply: [3, expect.any(Number)],
    },
    {
      script: 'fixed-window-batch.lua',
      keys: [key],
      args: [60, 2],
      reply: [3, expect.any(Number)],
    },
    { keys: [`${key}:other`], args: [60, 1], reply: [1, 60_000], sharedBy: 3 },
  ])
  traces.length = 0
  await Promise.all([key, `${key}:a`, `${key}:b`].map((each) => decide(req, [each])))
  // One hit on each key: nothing to say about how many.
  expect(traces.map(({ call }) => call)).toMatchObject([
    { script: 'fixed-window.lua', keys: [key], args: [60] },
    { script: 'fixed-window-batch.lua', keys: [`${key}:a`], args: [60], sharedBy: 2 },
    { script: 'fixed-window-batch.lua', keys: [`${key}:b`], args: [60], sharedBy: 2 },
  ])
})

test.each(algorithmNames.filter((name) => name !== 'fixed-window'))(
  '%s is traced under the name of its file',
  async (algorithm) => {
    const { url, traces } = await watchedServer({ algorithm })
    await fetch(url)
    expect(traces[0]?.call).toMatchObject({ script: `${algorithm}.lua`, args: [5, 60_000] })
  },
)

test('a request that could not be counted says why, and has no decision', async () => {
  const valkey = connection.client.duplicate({ lazyConnect: true })
  valkey.disconnect()
  const { url, traces } = await watchedServer({ valkey })
  expect((await fetch(url)).status).toBe(503)
  expect(String(traces[0]?.failure)).toMatch(/Connection is closed/)
  expect(traces[0]).not.toHaveProperty('decisions')
  expect(traces[0]).not.toHaveProperty('call')
})

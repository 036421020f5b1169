import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import express, { type Request, type RequestHandler } from 'express'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type RateLimitOptions, rateLimit } from '../limiter/rate-limit.ts'
import { limiterTraces } from '../limiter/tracing.ts'
import { eventually } from '../testing/eventually.ts'
import { openTestValkey } from '../testing/open-test-valkey.ts'
import { openOwnValkey } from '../testing/own-valkey.ts'
import { serve } from '../testing/serve.ts'
import type { ValkeyConnection } from '../valkey/connect.ts'
import type { TraceEvent } from './contract.ts'
import { createInspector, type Inspector, type InspectorEvent } from './inspector.ts'

let connection: ValkeyConnection
let prefix: string
let events: InspectorEvent[]
let inspector: Inspector
const opened: { close(): Promise<void> | void }[] = []

beforeAll(async () => {
  connection = await openTestValkey()
})
afterAll(() => connection.close())
beforeEach(() => {
  prefix = `test:${randomUUID()}:rate:`
  events = []
  inspector = createInspector({
    publish: (event) => events.push(event),
    explain: (error) => String(error),
    onError: (error) => {
      throw error
    },
  })
})
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
  expect(limiterTraces.hasSubscribers).toBe(false)
})

async function serveLimited(...ways: (Partial<RateLimitOptions> | RequestHandler)[]) {
  const app = express()
  app.use(inspector.arrivals)
  for (const one of ways) {
    if (typeof one === 'function') app.use(one)
    else app.use(rateLimit({ valkey: connection.client, prefix, ...one }))
  }
  if (ways.every((one) => typeof one === 'function')) {
    app.use(rateLimit({ valkey: connection.client, prefix }))
  }
  app.get('/joke', (_req, res) => {
    res.type('text/plain').send('ha')
  })
  const server = await serve(app)
  opened.push(server)
  return server.url
}

function watch(): () => void {
  const unwatch = inspector.watch()
  opened.push({ close: unwatch })
  return unwatch
}

const traces = () => events.flatMap((one) => (one.event === 'trace' ? [one.data] : []))
const nextTrace = (count = 1): Promise<TraceEvent> => eventually(() => traces()[count - 1])

test('one request, its whole way: key, call and reply, decision, answer, with the times in order', async () => {
  const url = await serveLimited()
  watch()
  await fetch(`${url}/joke?x=1`, { headers: { 'X-Request-Id': 'p1-7' } })
  const { request, requestId, limits, response, respondedMs } = await nextTrace()
  expect(requestId).toBe('p1-7')
  expect(request).toMatchObject({ method: 'GET', path: '/joke?x=1', address: '127.0.0.1' })
  const key = `${prefix}127.0.0.1`
  expect(limits).toMatchObject([
    {
      policies: [{ name: 'default', algorithm: 'fixed-window', limit: 5, windowSeconds: 60, key }],
      call: {
        script: 'fixed-window.lua',
        keys: [key],
        args: [60],
        reply: [1, 60_000],
        sharedBy: 1,
      },
      runs: [
        { file: 'server/limiter/algorithms/fixed-window/fixed-window.lua', happened: 'first' },
      ],
      decisions: [{ allowed: true, count: 1, remaining: 4 }],
      failure: null,
    },
  ])
  expect(response).toMatchObject({ status: 200, body: { text: 'ha', bytes: 2, cut: false } })
  expect(Object.fromEntries(response?.headers ?? [])).toMatchObject({
    ratelimit: '"default";r=4;t=60',
  })
  const [limit] = limits
  const times = [limit?.startedMs, limit?.call?.sentMs, limit?.call?.answeredMs, limit?.decidedMs]
  const inOrder = [0, ...times, respondedMs].map(Number)
  expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b))
})

test('a 429 is told with its problem, and the lines that refused it', async () => {
  const url = await serveLimited({ algorithm: 'gcra', limit: 1 })
  watch()
  await fetch(`${url}/joke`)
  await fetch(`${url}/joke`)
  const { limits, response } = await nextTrace(2)
  expect(response?.status).toBe(429)
  expect(response?.body?.text).toContain('quota-exceeded')
  expect(limits[0]?.runs[0]).toMatchObject({
    file: 'server/limiter/algorithms/gcra/gcra.lua',
    happened: 'refused',
  })
})

test('the hits of one turn share a call, each with its own number', async () => {
  const waiting: (() => void)[] = []
  const url = await serveLimited((_req, _res, next) => {
    // All twenty reach the limiter in one turn.
    if (waiting.push(next) === 20) for (const goOn of waiting) goOn()
  })
  watch()
  await Promise.all(Array.from({ length: 20 }, () => fetch(`${url}/joke`)))
  await nextTrace(20)
  const counts = traces().map(({ limits }) => limits[0]?.decisions?.[0]?.count)
  expect(counts.map(Number).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, i) => i + 1),
  )
  const shared = traces().filter(({ limits }) => (limits[0]?.call?.sharedBy ?? 0) > 1)
  expect(shared.length).toBeGreaterThan(0)
  for (const { limits } of shared) {
    expect(limits[0]?.runs[0]?.file).toBe(
      'server/limiter/algorithms/fixed-window/fixed-window-batch.lua',
    )
  }
})

test('several policies, and several limiters on the way of one request', async () => {
  const policies = [
    { name: 'burst', limit: 2, windowSeconds: 1 },
    { name: 'day', limit: 100, windowSeconds: 86_400, algorithm: 'gcra' as const },
  ]
  const url = await serveLimited({ policies }, { prefix: `${prefix}second:` })
  watch()
  await fetch(`${url}/joke`)
  const { limits } = await nextTrace()
  expect(limits.map((limit) => limit.policies.map(({ name }) => name))).toEqual([
    ['burst', 'day'],
    ['default'],
  ])
  expect(limits[0]?.call?.script).toBe('several-policies.lua')
  expect(limits[0]?.runs.map(({ policy }) => policy)).toEqual([undefined, 'burst', 'day'])
})

test('secrets are never told: not in headers, not in the query', async () => {
  const url = await serveLimited()
  watch()
  const secrets = {
    Authorization: 'Bearer s3cret',
    Cookie: 'sid=s3cret',
    'X-API-Key': 's3cret',
    'X-Auth-Token': 's3cret',
  }
  await fetch(`${url}/joke?api_key=s3cret&api%5Fkey=s3cret&%zz=1&access_token=s3cret`, {
    headers: secrets,
  })
  const trace = await nextTrace()
  expect(JSON.stringify(trace)).not.toContain('s3cret')
  expect(Object.fromEntries(trace.request.headers)).toMatchObject({
    cookie: 'hidden (10 characters)',
  })
})

test('what is long is cut: paths, header values, bodies', async () => {
  const app = express().use(inspector.arrivals)
  app.use(rateLimit({ valkey: connection.client, prefix }), (_req, res) => {
    res.type('text/plain').send('ş'.repeat(50_000))
  })
  const server = await serve(app)
  opened.push(server)
  watch()
  await fetch(`${server.url}/${'a'.repeat(3000)}`, { headers: { 'X-Long': 'b'.repeat(3000) } })
  const { request, response } = await nextTrace()
  expect(request.path.length).toBe(301)
  expect(Object.fromEntries(request.headers)['x-long']?.length).toBe(201)
  expect(response?.body).toMatchObject({ bytes: 100_000, cut: true })
  expect(response?.body?.text.length).toBe(2000)
})

test('while nobody watches nothing is followed, and the channel has no subscriber', async () => {
  const url = await serveLimited()
  const unwatch = watch()
  watch()()
  expect(limiterTraces.hasSubscribers).toBe(true)
  unwatch()
  unwatch()
  expect(limiterTraces.hasSubscribers).toBe(false)
  await fetch(`${url}/joke`)
  watch()
  await fetch(`${url}/joke`, { headers: { 'X-Request-Id': 'second' } })
  expect((await nextTrace()).requestId).toBe('second')
})

test('a flood from outside: the page’s own requests are told all the same, and how many others were left out', async () => {
  const url = await serveLimited({ limit: 1_000_000 })
  watch()
  const began = performance.now()
  const flood = async () => {
    for (let i = 0; i < 50; i += 1) await (await fetch(`${url}/joke`)).arrayBuffer()
  }
  await Promise.all(Array.from({ length: 10 }, flood))
  await fetch(`${url}/joke`, { headers: { 'X-Request-Id': 'mine' } })
  await eventually(() => traces().some(({ requestId }) => requestId === 'mine'))
  await eventually(() => {
    const told = events.map((one) => (one.event === 'trace' ? 1 : one.data.count))
    return told.reduce((sum, count) => sum + count, 0) === 501
  })
  const seconds = (performance.now() - began) / 1000
  const others = traces().filter(({ requestId }) => requestId === null)
  // Thirty at once and ten a second, however long the flood took.
  expect(others.length).toBeGreaterThanOrEqual(30)
  expect(others.length).toBeLessThanOrEqual(30 + 10 * seconds)
})

test('Valkey frozen: the 503 is told with the reason, and no call', async () => {
  const own = await openOwnValkey()
  opened.push({ close: own.closeBoth })
  const url = await serveLimited({ valkey: own.client, deadlineMs: 60 })
  watch()
  process.kill(own.server.pid(), 'SIGSTOP')
  opened.push({ close: () => void process.kill(own.server.pid(), 'SIGCONT') })
  await fetch(`${url}/joke`)
  const { limits, response } = await nextTrace()
  expect(response?.status).toBe(503)
  expect(limits[0]).toMatchObject({ call: null, decisions: null, runs: [] })
  expect(limits[0]?.failure).toMatch(/did not answer within 60 ms/)
})

test('a client that goes away before its answer', async () => {
  let answer = () => {}
  const app = express().use(inspector.arrivals)
  app.use(rateLimit({ valkey: connection.client, prefix }), (_req: Request, res) => {
    answer = () => void res.send('late')
  })
  const server = await serve(app)
  opened.push(server)
  watch()
  const abort = new AbortController()
  const asked = fetch(server.url, { signal: abort.signal }).catch(() => 'aborted')
  await wait(100)
  abort.abort()
  expect(await asked).toBe('aborted')
  expect((await nextTrace()).response).toBeNull()
  answer()
})

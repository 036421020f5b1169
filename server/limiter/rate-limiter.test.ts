import { randomUUID } from 'node:crypto'
import express from 'express'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openOwnValkey } from '../testing/own-valkey.ts'
import { serve } from '../testing/serve.ts'
import { algorithmNames } from './algorithms/algorithms.ts'
import { DeadlineError } from './failure/deadline.ts'
import { rateLimit } from './rate-limit.ts'
import { createRateLimiter, type RateLimiterOptions } from './rate-limiter.ts'

// A Valkey of its own, because these tests freeze it.
let own: Awaited<ReturnType<typeof openOwnValkey>>
const opened: { close(): Promise<void> }[] = []

beforeAll(async () => {
  own = await openOwnValkey()
})
afterAll(() => own.closeBoth())
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close()
})

function limiter(options: Partial<RateLimiterOptions> = {}) {
  return createRateLimiter({
    ...{ valkey: own.client, prefix: `${randomUUID()}:`, limit: 2, windowSeconds: 3600 },
    ...(options as object),
  })
}

describe.each(algorithmNames)('%s', (algorithm) => {
  test('consume counts down and refuses, peek takes nothing, reset forgets', async () => {
    const one = limiter({ algorithm })
    expect(await one.peek('ada')).toMatchObject({ allowed: true, remaining: 2, retryAfterMs: 0 })
    expect(await one.consume('ada')).toMatchObject({ allowed: true, remaining: 1 })
    expect(await one.peek('ada')).toMatchObject({ allowed: true, remaining: 1 })
    expect(await one.consume('ada')).toMatchObject({ allowed: true, remaining: 0 })
    const refused = await one.consume('ada')
    expect(refused).toMatchObject({ allowed: false, remaining: 0, decisions: [{ limit: 2 }] })
    expect(refused.retryAfterMs).toBeGreaterThan(0)
    expect(await one.peek('ada')).toMatchObject({ allowed: false, remaining: 0 })
    expect(await one.consume('grace')).toMatchObject({ allowed: true })
    await one.reset('ada')
    expect(await one.consume('ada')).toMatchObject({ allowed: true, remaining: 1 })
  })

  test('a peek at a key that holds something else leaves it alone', async () => {
    const prefix = `${randomUUID()}:`
    const key = `${prefix}${algorithm === 'fixed-window' ? '' : `${algorithm}:`}ada`
    await own.client.sadd(key, 'not a counter')
    expect(await limiter({ algorithm, prefix }).peek('ada')).toMatchObject({ allowed: true })
    expect(await own.client.type(key)).toBe('set')
  })
})

test('several policies: all or nothing, and reset forgets every one', async () => {
  const policies = [
    { name: 'burst', limit: 1, windowSeconds: 3600 },
    { name: 'day', limit: 5, windowSeconds: 86_400, algorithm: 'gcra' as const },
  ]
  const one = createRateLimiter({ valkey: own.client, prefix: `${randomUUID()}:`, policies })
  expect(await one.consume('ada')).toMatchObject({ allowed: true, remaining: 0 })
  expect(await one.consume('ada')).toMatchObject({
    allowed: false,
    decisions: [{ allowed: false }, { allowed: true, remaining: 4 }],
  })
  await one.reset('ada')
  expect(await one.peek('ada')).toMatchObject({ decisions: [{ remaining: 1 }, { remaining: 5 }] })
})

test('it counts on the keys of the middleware', async () => {
  const options = { valkey: own.client, prefix: `${randomUUID()}:`, limit: 2, windowSeconds: 3600 }
  const app = express().get('/', rateLimit(options), (_req, res) => void res.send('a joke'))
  const server = await serve(app)
  opened.push(server)
  const one = createRateLimiter(options)
  await one.consume('127.0.0.1')
  expect((await fetch(server.url)).status).toBe(200)
  expect((await fetch(server.url)).status).toBe(429)
  await one.reset('127.0.0.1')
  expect((await fetch(server.url)).status).toBe(200)
})

test('a reset reaches the deny cache too', async () => {
  const one = limiter({ denyCache: true, limit: 1 })
  for (let i = 0; i < 3; i += 1) await one.consume('ada')
  await one.reset('ada')
  expect(await one.consume('ada')).toMatchObject({ allowed: true })
})

describe('while Valkey is frozen', () => {
  beforeAll(() => process.kill(own.server.pid(), 'SIGSTOP'))
  afterAll(() => process.kill(own.server.pid(), 'SIGCONT'))
  const frozen = { deadlineMs: 50, onError: () => {} }

  test('fail closed, the default, refuses and says for how long', async () => {
    const one = limiter(frozen)
    const refused = { allowed: false, decisions: [], remaining: 0, retryAfterMs: 1000 }
    expect(await one.consume('ada')).toEqual(refused)
    expect(await one.peek('ada')).toEqual(refused)
  })

  test('fail open lets pass', async () => {
    const one = limiter({ ...frozen, onFailure: 'failOpen' })
    expect(await one.consume('ada')).toMatchObject({ allowed: true, decisions: [] })
    expect(await one.peek('ada')).toMatchObject({ allowed: true, retryAfterMs: 0 })
  })

  test('the local fallback counts, and a peek takes nothing from it', async () => {
    const one = limiter({ ...frozen, onFailure: 'localFallback', limit: 1 })
    expect(await one.peek('ada')).toMatchObject({ allowed: true, remaining: 1 })
    expect(await one.consume('ada')).toMatchObject({ allowed: true, remaining: 0 })
    expect(await one.consume('ada')).toMatchObject({ allowed: false })
  })

  test('a reset that cannot be confirmed rejects', async () => {
    await expect(limiter(frozen).reset('ada')).rejects.toThrow(DeadlineError)
  })
})

test.each(['', undefined, 7])('%j is no client', async (client) => {
  await expect(limiter().consume(client as string)).rejects.toThrow(TypeError)
})

test.each([
  [{ headers: 'legacy' }, 'The options of createRateLimiter have no "headers"'],
  [{ keyGenerator: () => 'ada' }, 'The options of createRateLimiter have no "keyGenerator"'],
  [{ limit: 0.5 }, 'limit must be a whole number'],
])('%o is refused', (options, message) => {
  expect(() => limiter(options as object)).toThrow(message)
})

// What a limiter does while its Valkey is frozen: connected, and silent.
import express from 'express'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openOwnValkey } from '../testing/own-valkey.ts'
import { serve } from '../testing/serve.ts'
import { DeadlineError } from './failure/deadline.ts'
import { type RateLimitOptions, rateLimit } from './rate-limit.ts'

let valkey: Awaited<ReturnType<typeof openOwnValkey>>
const opened: { close(): Promise<void> }[] = []

beforeAll(async () => {
  valkey = await openOwnValkey()
})
afterAll(() => valkey.closeBoth())
beforeEach(() => process.kill(valkey.server.pid(), 'SIGSTOP'))
afterEach(async () => {
  process.kill(valkey.server.pid(), 'SIGCONT')
  for (const server of opened.splice(0)) await server.close()
})

async function limited(options: Partial<RateLimitOptions>): Promise<string> {
  const limiter = rateLimit({ valkey: valkey.client, deadlineMs: 50, ...options })
  const server = await serve(express().get('/', limiter, (_req, res) => res.send('a joke')))
  opened.push(server)
  return server.url
}

async function statuses(url: string, times: number): Promise<number[]> {
  const all: number[] = []
  for (let i = 0; i < times; i += 1) all.push((await fetch(url)).status)
  return all
}

test('fail closed, the default: 503, and onError is told about the deadline', async () => {
  const errors: unknown[] = []
  const url = await limited({ onError: (error) => errors.push(error) })
  expect(await statuses(url, 2)).toEqual([503, 503])
  expect(errors[0]).toBeInstanceOf(DeadlineError)
})

test('fail open: the request passes, and says the policy but not where its client stands', async () => {
  const url = await limited({ onFailure: 'failOpen', limit: 1 })
  expect(await statuses(url, 3)).toEqual([200, 200, 200])
  const response = await fetch(url)
  expect(response.headers.get('RateLimit-Policy')).toBe('"default";q=1;w=60')
  expect(response.headers.get('RateLimit')).toBeNull()
})

test('local fallback: this process gives out its share of the limit and then 429', async () => {
  const url = await limited({ onFailure: { localFallback: { share: 0.5 } }, limit: 4 })
  expect(await statuses(url, 4)).toEqual([200, 200, 429, 429])
})

test('shadow mode refuses nobody, not even now', async () => {
  expect(await statuses(await limited({ shadow: true }), 2)).toEqual([200, 200])
})

test('an answer that comes after the deadline is told to onLate, and was counted once', async () => {
  const late: string[] = []
  const url = await limited({
    prefix: 'late:',
    windowSeconds: 3600,
    onLate: ({ status }) => late.push(status),
  })
  expect(await statuses(url, 1)).toEqual([503])
  process.kill(valkey.server.pid(), 'SIGCONT')
  await expect.poll(() => late).toEqual(['fulfilled'])
  expect(await valkey.client.get('late:127.0.0.1')).toBe('1')
})

test('requests that share a call share its deadline: each gets its 503, and each late answer is told', async () => {
  const late: string[] = []
  const url = await limited({
    prefix: 'late-together:',
    windowSeconds: 3600,
    onLate: ({ status }) => late.push(status),
  })
  const together = await Promise.all(Array.from({ length: 20 }, () => fetch(url)))
  expect(together.map(({ status }) => status)).toEqual(Array(20).fill(503))
  process.kill(valkey.server.pid(), 'SIGCONT')
  await expect.poll(() => late).toEqual(Array(20).fill('fulfilled'))
  expect(await valkey.client.get('late-together:127.0.0.1')).toBe('20')
})

test('listeners that fail end neither the request nor the process', async () => {
  const codes: string[] = []
  const fails = async () => {
    throw new Error('a bug')
  }
  const onWarning = ({ code }: { code: string }) => codes.push(code)
  const listeners = { onError: fails, onLate: fails, onWarning, windowSeconds: 3600 }
  expect(await statuses(await limited({ ...listeners, prefix: 'fails:' }), 1)).toEqual([503])
  const shadowed = { ...listeners, prefix: 'fails-unseen:', shadow: true }
  expect(await statuses(await limited(shadowed), 1)).toEqual([200])
  await expect.poll(() => codes).toHaveLength(2)
  process.kill(valkey.server.pid(), 'SIGCONT')
  await expect.poll(() => codes).toEqual(Array(4).fill('CALLBACK_FAILED'))
})

test('a request that somebody else has answered meanwhile is left as it is', async () => {
  const errors: unknown[] = []
  const limiter = rateLimit({ valkey: valkey.client, deadlineMs: 200, onFailure: 'failOpen' })
  const app = express()
  app.get(
    '/',
    (_req, res, next) => {
      setTimeout(() => res.status(504).send('a timeout of the app'), 20)
      next()
    },
    async (req, res, next) => {
      await limiter(req, res, (error) => errors.push(error ?? 'went on'))
      next()
    },
    () => errors.push('done'),
  )
  app.use((error: unknown, _req: express.Request, _res: express.Response, _next: unknown) => {
    errors.push(error)
  })
  const server = await serve(app)
  opened.push(server)
  expect(await statuses(server.url, 1)).toEqual([504])
  await expect.poll(() => errors).toEqual(['done'])
})

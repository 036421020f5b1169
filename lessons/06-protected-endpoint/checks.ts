// What the app must do. lesson.test.ts runs these on the solution and on your copy; wrong.test.ts proves that they catch
// the mistakes the lesson speaks of.
import type { Express, RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import { expect } from 'vitest'
import { rateLimit } from '../05-express-middleware/solution/rate-limit.ts'
import { type Answer, visitApp } from './visit-app.ts'

export type CreateApp = (options: { limiter: RequestHandler; tellJoke: () => string }) => Express

/** `valkey` has a key prefix of its own for each check, so `rate:127.0.0.1` starts at nothing. */
export type Check = (parts: { createApp: CreateApp; valkey: Redis }) => Promise<void>

const key = 'rate:127.0.0.1'
const tellJoke = () => 'A <b>joke</b>.'

const sixthIsRefused: Check = async ({ createApp, valkey }) => {
  await visitApp(createApp({ limiter: rateLimit({ valkey }), tellJoke }), async (get) => {
    const statuses = (await inTurn(6, () => get('/api/saka'))).map(({ status }) => status)
    expect(statuses, 'six requests to GET /api/saka, limit 5').toEqual([
      200, 200, 200, 200, 200, 429,
    ])
  })
}

const jokeIsPlainText: Check = async ({ createApp, valkey }) => {
  await visitApp(createApp({ limiter: rateLimit({ valkey }), tellJoke }), async (get) => {
    const { status, header, text } = await get('/api/saka')
    expect(status, 'the first request to GET /api/saka').toBe(200)
    expect(text.trim(), 'the body of a 200').toBe(tellJoke())
    expect(
      header('Content-Type')?.split(';')[0],
      'Content-Type of a 200: a joke is text, not a page',
    ).toBe('text/plain')
  })
}

const jokeIsNotKept: Check = async ({ createApp, valkey }) => {
  await visitApp(createApp({ limiter: rateLimit({ valkey }), tellJoke }), async (get) => {
    const { header } = await get('/api/saka')
    expect(
      header('Cache-Control') ?? 'none',
      'Cache-Control of a 200: a cache that keeps it answers in your place, uncounted',
    ).toMatch(/\bno-store\b/)
  })
}

const refusedCostsNoJoke: Check = async ({ createApp, valkey }) => {
  let told = 0
  const countJokes = () => {
    told += 1
    return tellJoke()
  }
  await visitApp(
    createApp({ limiter: rateLimit({ valkey, limit: 1 }), tellJoke: countJokes }),
    async (get) => {
      await inTurn(3, () => get('/api/saka'))
      expect(told, 'jokes told for three requests, limit 1: a refusal must cost no work').toBe(1)
    },
  )
}

const countsOnce: Check = async ({ createApp, valkey }) => {
  await visitApp(createApp({ limiter: rateLimit({ valkey }), tellJoke }), async (get) => {
    await get('/api/saka')
    expect(await valkey.get(key), `${key} after one request to GET /api/saka`).toBe('1')
  })
}

const othersAreFree: Check = async ({ createApp, valkey }) => {
  await visitApp(createApp({ limiter: rateLimit({ valkey, limit: 1 }), tellJoke }), async (get) => {
    for (const path of ['/healthz', '/api/time']) {
      const statuses = (await inTurn(3, () => get(path))).map(({ status }) => status)
      expect(statuses, `three requests to GET ${path}, which has no limit`).toEqual([200, 200, 200])
    }
    expect((await get('/api/nothing')).status, 'GET /api/nothing, which does not exist').toBe(404)
    expect(await valkey.get(key), `${key} before anybody asked for a joke`).toBeNull()
  })
}

const refusalSaysWhen: Check = async ({ createApp, valkey }) => {
  await visitApp(createApp({ limiter: rateLimit({ valkey, limit: 1 }), tellJoke }), async (get) => {
    const [passed, refused] = await inTurn(2, () => get('/api/saka'))
    expect(passed?.header('RateLimit') ?? 'none', 'RateLimit of the first answer').toMatch(
      /^"default";r=0;t=\d+$/,
    )
    expect(refused?.status, 'the second request, limit 1').toBe(429)
    expect(refused?.header('Retry-After') ?? 'none', 'Retry-After of a 429').toMatch(/^[1-9]\d*$/)
  })
}

export const checks: Record<string, Check> = {
  'the sixth request in a window gets 429': sixthIsRefused,
  'a joke is plain text': jokeIsPlainText,
  'no cache keeps a joke': jokeIsNotKept,
  'a refused request never reaches the handler': refusedCostsNoJoke,
  'each request counts once': countsOnce,
  'the other routes are neither limited nor counted': othersAreFree,
  'every answer says where its client stands': refusalSaysWhen,
}

async function inTurn(times: number, send: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let sent = 0; sent < times; sent += 1) answers.push(await send())
  return answers
}

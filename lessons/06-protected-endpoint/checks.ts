// What the app must do. lesson.test.ts runs these on the solution and on your copy; wrong.test.ts proves that they catch
// the mistakes the lesson speaks of.
import type { Express, RequestHandler } from 'express'
import type { Redis } from 'ioredis'
import { expect } from 'vitest'
import { rateLimit } from '../05-express-middleware/solution/rate-limit.ts'
import { readQuotas } from '../structured-field.ts'
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
  const jokes = [tellJoke(), 'Şaka <i>2</i>', '{"joke":3}']
  const tellAnother = () => jokes.shift() ?? 'no joke left'
  await visitApp(
    createApp({ limiter: rateLimit({ valkey }), tellJoke: tellAnother }),
    async (get) => {
      for (const joke of [...jokes]) {
        const { status, header, text } = await get('/api/saka')
        expect(status, 'a request to GET /api/saka within the limit').toBe(200)
        expect(text.trim(), 'the body of a 200: what tellJoke() returned for this request').toBe(
          joke,
        )
        expect(
          header('Content-Type')?.split(';')[0],
          'Content-Type of a 200: a joke is text, not a page',
        ).toBe('text/plain')
      }
    },
  )
}

const jokeIsNotKept: Check = async ({ createApp, valkey }) => {
  await visitApp(createApp({ limiter: rateLimit({ valkey }), tellJoke }), async (get) => {
    for (const method of ['GET', 'GET', 'HEAD']) {
      const { header } = await get('/api/saka', method)
      expect(
        header('Cache-Control') ?? 'none',
        `Cache-Control of a 200 to ${method}: a cache that keeps it answers in your place, uncounted`,
      ).toMatch(/\bno-store\b/)
    }
  })
}

const refusedCostsNoJoke: Check = async ({ createApp, valkey }) => {
  let told = 0
  const countJokes = () => {
    told += 1
    return tellJoke()
  }
  await visitApp(
    createApp({ limiter: rateLimit({ valkey, limit: 2 }), tellJoke: countJokes }),
    async (get) => {
      await inTurn(5, () => get('/api/saka'))
      expect(told, 'jokes told for five requests, limit 2: a refusal must cost no work').toBe(2)
    },
  )
  told = 0
  const slowly: RequestHandler = (_req, res) => {
    setTimeout(() => res.status(429).send('refused'), 30)
  }
  await visitApp(createApp({ limiter: slowly, tellJoke: countJokes }), async (get) => {
    const { status } = await get('/api/saka')
    expect(
      { status, told },
      'status, and jokes told, when the limiter refuses after 30 ms: its answer has to be waited for',
    ).toEqual({ status: 429, told: 0 })
  })
  const broken: RequestHandler = (_req, _res, next) => {
    setTimeout(() => next(Object.assign(new Error('refused'), { status: 418 })), 5)
  }
  await visitApp(createApp({ limiter: broken, tellJoke: countJokes }), async (get) => {
    const { status } = await get('/api/saka')
    expect(
      { status, told },
      'status, and jokes told, when the limiter calls next(error) with an error of status 418',
    ).toEqual({ status: 418, told: 0 })
  })
}

const countsOnce: Check = async ({ createApp, valkey }) => {
  await visitApp(createApp({ limiter: rateLimit({ valkey }), tellJoke }), async (get) => {
    await get('/api/saka')
    expect(await valkey.get(key), `${key} after one request to GET /api/saka`).toBe('1')
    await get('/api/saka')
    expect(await valkey.get(key), `${key} after two requests to GET /api/saka`).toBe('2')
  })
}

const ways = [
  ['HEAD', '/api/saka'],
  ['GET', '/API/SAKA'],
  ['GET', '/api/saka/'],
  ['GET', '/api/saka?a=1'],
  ['GET', '/api/s%61ka'],
  ['HEAD', '/Api/Saka/?b=2'],
] as const

const everyWayIsLimited: Check = async ({ createApp, valkey }) => {
  let told = 0
  const countJokes = () => {
    told += 1
    return tellJoke()
  }
  const limiter = rateLimit({ valkey, limit: 1 })
  await visitApp(createApp({ limiter, tellJoke: countJokes }), async (get) => {
    await get('/api/saka')
    for (const [index, [method, path]] of ways.entries()) {
      const { status } = await get(path, method)
      // An app may know fewer spellings than Express does. Then it tells no joke there.
      expect(
        status === 404 ? 429 : status,
        `${method} ${path} after the limit of 1 is used up: the same joke, the same limit`,
      ).toBe(429)
      expect(told, `jokes told after ${method} ${path}, limit 1`).toBe(1)
      if (status === 404 || index > 1) continue
      expect(Number(await valkey.get(key)), `${key} after ${method} ${path} as well`).toBe(
        index + 2,
      )
    }
    expect((await get('/api/saka', 'HEAD')).status, 'HEAD /api/saka over the limit').toBe(429)
  })
}

const othersAreFree: Check = async ({ createApp, valkey }) => {
  await visitApp(createApp({ limiter: rateLimit({ valkey, limit: 1 }), tellJoke }), async (get) => {
    const free = async (when: string) => {
      for (const path of ['/healthz', '/api/time']) {
        const statuses = (await inTurn(3, () => get(path))).map(({ status }) => status)
        expect(statuses, `three requests to GET ${path}, which has no limit${when}`).toEqual([
          200, 200, 200,
        ])
      }
    }
    await free('')
    expect((await get('/healthz')).text.trim(), 'the body of GET /healthz').toBe('ok')
    const { text } = await get('/api/time')
    const { time } = JSON.parse(text)
    expect(
      Math.abs(Date.now() - Date.parse(time)) < 60_000,
      `whether the time that GET /api/time tells is about now: ${text}`,
    ).toBe(true)
    expect((await get('/api/nothing')).status, 'GET /api/nothing, which does not exist').toBe(404)
    expect(await valkey.get(key), `${key} before anybody asked for a joke`).toBeNull()
    await inTurn(2, () => get('/api/saka'))
    const counted = await valkey.get(key)
    await free(', after the jokes are used up')
    expect(await valkey.get(key), `${key} after six requests to them: as before`).toBe(counted)
  })
}

const refusalSaysWhen: Check = async ({ createApp, valkey }) => {
  await visitApp(createApp({ limiter: rateLimit({ valkey, limit: 1 }), tellJoke }), async (get) => {
    const [passed, refused] = await inTurn(2, () => get('/api/saka'))
    for (const [which, answer] of Object.entries({ first: passed, second: refused })) {
      const field = answer?.header('RateLimit') ?? null
      expect(readQuotas(field, ['r']), `r in RateLimit of the ${which} answer, limit 1`).toEqual({
        default: { r: 0 },
      })
    }
    expect(refused?.status, 'the second request, limit 1').toBe(429)
    expect(refused?.header('Retry-After') ?? 'none', 'Retry-After of a 429').toMatch(/^[1-9]\d*$/)
    expect(
      refused?.header('Content-Type')?.split(';')[0],
      'Content-Type of a 429: the answer of the limiter stays as it is',
    ).toBe('application/problem+json')
  })
}

export const checks: Record<string, Check> = {
  'the sixth request in a window gets 429': sixthIsRefused,
  'a joke is plain text': jokeIsPlainText,
  'no cache keeps a joke': jokeIsNotKept,
  'a refused request never reaches the handler': refusedCostsNoJoke,
  'each request counts once': countsOnce,
  'every method and every spelling of the path is limited': everyWayIsLimited,
  'the other routes are neither limited nor counted': othersAreFree,
  'every answer says where its client stands': refusalSaysWhen,
}

async function inTurn(times: number, send: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let sent = 0; sent < times; sent += 1) answers.push(await send())
  return answers
}

import express from 'express'
import { afterEach, expect, test } from 'vitest'
import { serve } from '../../testing/serve.ts'
import type { Decision } from '../decision.ts'
import { createHeaderSetter, type HeaderStyle } from './set-headers.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close()
})

const policies = [
  { name: 'burst', limit: 10, windowSeconds: 1 },
  { name: 'daily', limit: 1000, windowSeconds: 86_400 },
]
const passed = { allowed: true, retryAfterMs: 0 }
const decisions: Decision[] = [
  { ...passed, count: 3, limit: 10, remaining: 7, ttlMs: 1000 },
  { ...passed, count: 995, limit: 1000, remaining: 5, ttlMs: 3_599_500 },
]

/** What a client sees over HTTP; `before` runs ahead of the limiter, as cors() would. */
async function headersOf({
  style,
  before = {},
  decided = decisions,
}: {
  style?: HeaderStyle
  before?: Record<string, string | string[]>
  decided?: Decision[]
}) {
  const setter = createHeaderSetter({ policies, ...(style !== undefined && { style }) })
  const app = express()
  app.use((_req, res) => {
    for (const [name, value] of Object.entries(before)) res.setHeader(name, value)
    setter.set(res, decided)
    res.end()
  })
  const server = await serve(app)
  opened.push(server)
  const { headers } = await fetch(server.url)
  return Object.fromEntries([...headers].filter(([name]) => /ratelimit|expose/.test(name)))
}

const draft = {
  'ratelimit-policy': '"burst";q=10;w=1, "daily";q=1000;w=86400',
  ratelimit: '"burst";r=7;t=1, "daily";r=5;t=3600',
}
const legacy = {
  'x-ratelimit-limit': '1000',
  'x-ratelimit-remaining': '5',
  'x-ratelimit-reset': '3600',
}

test('unless told otherwise the headers are the draft’s', async () => {
  expect(await headersOf({})).toEqual(draft)
})

test.each<[HeaderStyle, Record<string, string>]>([
  ['draft-10', draft],
  ['legacy', legacy],
  ['both', { ...draft, ...legacy }],
  [false, {}],
])('headers: %j', async (style, expected) => {
  expect(await headersOf({ style })).toEqual(expected)
})

test('the old headers show the policy that refused, then the one with least left, then the longest wait', async () => {
  const [burst, daily] = decisions as [Decision, Decision]
  const refused = { ...burst, allowed: false, count: 10, remaining: 0, retryAfterMs: 200 }
  const spent = { ...daily, remaining: 0 }
  const limitShown = async (...decided: Decision[]) =>
    (await headersOf({ style: 'legacy', decided }))['x-ratelimit-limit']
  expect(await limitShown(refused, spent)).toBe('10')
  expect(await limitShown({ ...burst, remaining: 0 }, spent)).toBe('1000')
  expect(await limitShown(burst, daily)).toBe('1000')
})

test('a page of another origin may read them once CORS is on, Retry-After too', async () => {
  const before = { 'Access-Control-Allow-Origin': 'https://app.example' }
  expect((await headersOf({ before }))['access-control-expose-headers']).toBe(
    'RateLimit, RateLimit-Policy, Retry-After',
  )
  expect((await headersOf({ before, style: 'legacy' }))['access-control-expose-headers']).toBe(
    'X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After',
  )
})

test.each([
  ['X-Total, ratelimit', 'X-Total, ratelimit, RateLimit-Policy, Retry-After'],
  [['X-Total', 'X-Page'], 'X-Total, X-Page, RateLimit, RateLimit-Policy, Retry-After'],
  ['*', '*'],
  ['RateLimit,RateLimit-Policy,Retry-After', 'RateLimit,RateLimit-Policy,Retry-After'],
])('what was exposed before (%j) stays', async (exposed, expected) => {
  const before = {
    'Access-Control-Allow-Origin': 'https://app.example',
    'Access-Control-Expose-Headers': exposed,
  }
  expect((await headersOf({ before }))['access-control-expose-headers']).toBe(expected)
})

test('to a request with credentials a star is no more than a name', async () => {
  const before = {
    'Access-Control-Allow-Origin': 'https://app.example',
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': '*',
  }
  expect((await headersOf({ before }))['access-control-expose-headers']).toBe(
    '*, RateLimit, RateLimit-Policy, Retry-After',
  )
})

test('a name that no header can hold is refused at construction', () => {
  const name = 'günlük'
  expect(() => createHeaderSetter({ policies: [{ name, limit: 5, windowSeconds: 60 }] })).toThrow(
    RangeError,
  )
})

test('several limiters on one request: their members follow each other, and the old fields tell the tightest', async () => {
  const standing = (remaining: number): Decision[] => [
    { ...passed, count: 1, limit: 10, remaining, ttlMs: 2000 },
  ]
  const setters = ['app', 'login'].map((name) =>
    createHeaderSetter({ policies: [{ name, limit: 10, windowSeconds: 60 }], style: 'both' }),
  )
  for (const [first, second] of [
    [7, 2],
    [2, 7],
  ] as const) {
    const server = await serve(
      express().use((_req, res) => {
        setters[0]?.set(res, standing(first))
        setters[1]?.set(res, standing(second))
        res.end()
      }),
    )
    opened.push(server)
    const { headers } = await fetch(server.url)
    expect(headers.get('RateLimit-Policy')).toBe('"app";q=10;w=60, "login";q=10;w=60')
    expect(headers.get('RateLimit')).toBe(`"app";r=${first};t=2, "login";r=${second};t=2`)
    expect(headers.get('X-RateLimit-Remaining')).toBe('2')
  }
})

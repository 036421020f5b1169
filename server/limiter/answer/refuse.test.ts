import express, { type RequestHandler } from 'express'
import { afterEach, expect, test } from 'vitest'
import { serve } from '../../testing/serve.ts'
import type { Decision } from '../decision.ts'
import { refuseOverLimit, refuseWithoutCounter, violationsOf } from './refuse.ts'

const opened: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close()
})

async function answerOf(handler: RequestHandler, init: RequestInit = {}): Promise<Response> {
  const server = await serve(express().use(handler))
  opened.push(server)
  return fetch(server.url, init)
}

const burst = { name: 'burst', limit: 10, windowSeconds: 1 }
const daily = { name: 'daily', limit: 1000, windowSeconds: 86_400 }

test('a 429 is a problem that names the policy, is not stored, and says when to come back', async () => {
  const response = await answerOf((_req, res) =>
    refuseOverLimit(res, [{ ...burst, resetSeconds: 1 }]),
  )
  expect(response.status).toBe(429)
  expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json/)
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  expect(response.headers.get('ETag')).toBeNull()
  expect(response.headers.get('Retry-After')).toBe('1')
  expect(await response.json()).toEqual({
    type: 'https://iana.org/assignments/http-problem-types#quota-exceeded',
    title: 'Request quota exceeded',
    status: 429,
    detail: 'The limit is 10 requests per 1 s. Try again in 1 s.',
    'violated-policies': ['burst'],
  })
})

test('over several policies it names them all, and comes back no earlier than the last of them', async () => {
  const response = await answerOf((_req, res) =>
    refuseOverLimit(res, [
      { ...burst, resetSeconds: 1 },
      { ...daily, resetSeconds: 3600 },
    ]),
  )
  expect(response.headers.get('Retry-After')).toBe('3600')
  expect(await response.json()).toMatchObject({
    detail:
      'The limits are 10 requests per 1 s and 1000 requests per 86400 s. Try again in 3600 s.',
    'violated-policies': ['burst', 'daily'],
  })
})

test('only the policies that refused are violated, and their wait is rounded up', () => {
  const decision = { count: 10, limit: 10, remaining: 0, ttlMs: 60_000 }
  const decisions: Decision[] = [
    { ...decision, allowed: false, retryAfterMs: 1001 },
    { ...decision, allowed: true, retryAfterMs: 0 },
  ]
  expect(violationsOf([burst, daily], decisions)).toEqual([{ ...burst, resetSeconds: 2 }])
})

test('a HEAD request gets the same headers and no body', async () => {
  const refuse: RequestHandler = (_req, res) =>
    refuseOverLimit(res, [{ ...burst, resetSeconds: 1 }])
  const response = await answerOf(refuse, { method: 'HEAD' })
  expect([response.status, await response.text()]).toEqual([429, ''])
})

test('an outage is a 503 of its own type, never a 429', async () => {
  const response = await answerOf((_req, res) => refuseWithoutCounter(res))
  expect(response.status).toBe(503)
  expect(response.headers.get('Retry-After')).toBe('1')
  expect(response.headers.get('Cache-Control')).toBe('no-store')
  expect(await response.json()).toMatchObject({
    type: 'https://iana.org/assignments/http-problem-types#temporary-reduced-capacity',
    status: 503,
  })
})

import { expect, test } from 'vitest'
import type { TracedLimit } from '../../../server/inspector/contract.ts'
import { stepsOf } from './request-steps.ts'

const limit: TracedLimit = {
  policies: [
    { name: 'default', algorithm: 'gcra', limit: 5, windowSeconds: 60, key: 'rate:127.0.0.1' },
  ],
  startedMs: 0.5,
  call: {
    script: 'gcra.lua',
    keys: ['rate:127.0.0.1'],
    args: [5, 60_000],
    sharedBy: 1,
    reply: [1, 1, 12_000, 0, 1],
    sentMs: 0.75,
    answeredMs: 1.75,
  },
  runs: [],
  decisions: [{ allowed: true, count: 1, limit: 5, remaining: 4, ttlMs: 12_000, retryAfterMs: 0 }],
  failure: null,
  decidedMs: 2,
}
const request = (limits: TracedLimit[]) => ({
  id: 'trace 1',
  at: 0,
  trace: {
    number: 1,
    at: 0,
    requestId: null,
    limits,
    respondedMs: 3,
    request: { method: 'GET', path: '/api/saka', address: '127.0.0.1', headers: [] },
    response: { status: 200, headers: [], body: null },
  },
})
const logged = (durationMs: number) => ({
  id: 1,
  requestId: 'p1-1',
  at: 0,
  path: '/api/saka',
  answer: {
    kind: 'allowed' as const,
    durationMs,
    status: 200,
    statusText: 'OK',
    headers: [],
    body: '',
  },
})

test('every hop with its own time; together they are the server’s', () => {
  const { steps, serverMs } = stepsOf(request([limit]))
  expect(steps.map(({ kind, from, to, ms }) => [kind, from, to, ms])).toEqual([
    ['request', 'browser', 'express', null],
    ['key', 'express', 'express', 0.5],
    ['call', 'express', 'valkey', 0.25],
    ['reply', 'valkey', 'express', 1],
    ['decision', 'express', 'express', 0.25],
    ['response', 'express', 'browser', 1],
  ])
  expect(steps.reduce((sum, { ms }) => sum + (ms ?? 0), 0)).toBe(serverMs)
})

test('the clocks of browser and server are never mixed: the way between is what is left over', () => {
  const way = stepsOf({ ...request([limit]), logged: logged(8) })
  expect(way).toMatchObject({ serverMs: 3, browserMs: 8, outsideMs: 5 })
  expect(stepsOf({ ...request([limit]), logged: logged(2.9) }).outsideMs).toBe(0)
  // Nothing is made up where Express noted its end long after the browser had the answer.
  expect(stepsOf({ ...request([limit]), logged: logged(1.5) }).outsideMs).toBe(null)
})

test('without an answer from Valkey there is no call, and without an answer no response', () => {
  const failed = { ...limit, call: null, decisions: null, failure: 'Valkey is down.' }
  const kinds = stepsOf(request([failed])).steps.map(({ kind }) => kind)
  expect(kinds).toEqual(['request', 'key', 'unasked', 'response'])
  const gone = { ...request([limit]) }
  const way = stepsOf({ ...gone, trace: { ...gone.trace, response: null } })
  expect(way.steps.at(-1)?.kind).toBe('decision')
})

test('a second limiter goes on where the first one ended', () => {
  const second = { ...limit, startedMs: 2.25, decidedMs: 2.5, call: null }
  const { steps } = stepsOf(request([limit, second]))
  expect(steps.filter(({ kind }) => kind === 'key').map(({ ms }) => ms)).toEqual([0.5, 0.25])
})

test('what was not traced is only asked and answered, with no time known for the parts', () => {
  const way = stepsOf({ id: 'page 1', at: 0, logged: logged(8) })
  expect(way.steps.map(({ kind, ms }) => [kind, ms])).toEqual([
    ['request', null],
    ['response', null],
  ])
  expect(way).toMatchObject({ serverMs: null, outsideMs: null, browserMs: 8 })
})

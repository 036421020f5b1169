import { expect, test } from 'vitest'
import type { LoggedAnswer } from '../../live/logged-answer.ts'
import type { ReceivedTrace } from '../../live/trace-store.ts'
import { flowOf } from './flow-of.ts'

const http = { statusText: '', headers: [], body: '' }

function logged(answer: LoggedAnswer['answer']): LoggedAnswer {
  return { id: 1, requestId: 'p-1', at: 0, path: '/api/saka', answer }
}

function trace(limit: Partial<ReceivedTrace['limits'][number]>): ReceivedTrace {
  return {
    at: 0,
    number: 1,
    requestId: 'p-1',
    request: { method: 'GET', path: '/api/saka', address: '127.0.0.1', headers: [] },
    limits: [
      {
        policies: [],
        startedMs: 0.1,
        call: null,
        runs: [],
        decisions: null,
        failure: null,
        decidedMs: 1,
        ...limit,
      },
    ],
    response: null,
    respondedMs: 1.2,
  }
}

const call = {
  script: 'fixed-window.lua',
  keys: ['rate:127.0.0.1'],
  args: [60],
  reply: [6, 40_100],
  sharedBy: 1,
  sentMs: 0.2,
  answeredMs: 0.7,
}

test('a refused request: its own number, the time left and the wait', () => {
  const decision = {
    name: 'default',
    algorithm: 'fixed-window',
    key: 'rate:127.0.0.1',
    windowSeconds: 60,
    allowed: false,
    limit: 5,
    count: 6,
    remaining: 0,
    ttlMs: 40_100,
    retryAfterMs: 40_100,
  }
  const decisions = [decision] as NonNullable<ReceivedTrace['limits'][number]['decisions']>
  const answer = { ...http, kind: 'limited', status: 429, durationMs: 3.14, retryAfterSeconds: 41 }
  const flow = flowOf({
    id: 'a',
    logged: logged(answer as LoggedAnswer['answer']),
    trace: trace({ call, decisions }),
  })
  expect(flow?.outcome).toBe('limited')
  expect(flow?.lines).toEqual([
    'GET /api/saka arrives at Express, from 127.0.0.1.',
    'Express asks Valkey to count: EVALSHA ‹SHA-1 of fixed-window.lua› 1 rate:127.0.0.1 60',
    'Valkey has counted: number 6, and the window ends in 41 s. There and back took 0.5 ms.',
    '6 is more than 5: refused. The handler never hears of it.',
    'The browser has its 429 3.1 ms after it asked, and knows when to come back: in 41 s.',
  ])
})

test('while Valkey is away nothing is decided', () => {
  const answer = {
    ...http,
    kind: 'unavailable',
    status: 503,
    durationMs: 501,
    retryAfterSeconds: 1,
  }
  const flow = flowOf({
    id: 'a',
    logged: logged(answer as LoggedAnswer['answer']),
    trace: trace({ failure: 'It was killed.' }),
  })
  expect(flow?.outcome).toBe('unavailable')
  expect(flow?.lines[2]).toBe('Valkey did not answer. It was killed.')
  expect(flow?.lines[3]).toContain('503, not 429')
})

test('a request that was not followed invents nothing', () => {
  const answer = { ...http, kind: 'allowed', status: 200, durationMs: 12.4 }
  const flow = flowOf({ id: 'a', logged: logged(answer as LoggedAnswer['answer']) })
  expect(flow?.lines.slice(1, 4)).toEqual(
    [1, 2, 3].map(() => expect.stringMatching(/^Not followed/)),
  )
  expect(flow?.lines[4]).toBe('The browser has its 200 12 ms after it asked.')
})

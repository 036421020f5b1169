import { expect, test } from 'vitest'
import type { TraceEvent } from '../../../server/inspector/contract.ts'
import type { LoggedAnswer } from '../../live/logged-answer.ts'
import type { ReceivedTrace } from '../../live/trace-store.ts'
import { fits } from './filter.ts'
import { inspectedRequests } from './inspected-requests.ts'

const answer = (number: number, at: number, status: 200 | 429 = 200): LoggedAnswer => ({
  id: number,
  requestId: `pabc123-${number}`,
  at,
  path: '/api/saka',
  answer: {
    durationMs: 3,
    status,
    statusText: '',
    headers: [],
    body: '',
    ...(status === 200 ? { kind: 'allowed' } : { kind: 'limited', retryAfterSeconds: 1 }),
  },
})
const trace = (number: number, at: number, requestId: string | null): ReceivedTrace => ({
  number,
  requestId,
  at,
  limits: [],
  respondedMs: 1,
  request: { method: 'GET', path: '/api/saka', address: '127.0.0.1', headers: [] },
  response: { status: 200, headers: [], body: null } satisfies TraceEvent['response'],
})

test('an answer and its trace are one request, whichever came first', () => {
  const traces = [trace(2, 12, 'pabc123-2'), trace(1, 9, 'pabc123-1')]
  const requests = inspectedRequests({
    answers: [answer(2, 11), answer(1, 10)],
    traces,
    pending: false,
  })
  expect(requests.map(({ logged, trace }) => [logged?.id, trace?.number])).toEqual([
    [2, 2],
    [1, 1],
  ])
})

test('curl, and another tab, are from elsewhere; newest first among the page’s own', () => {
  const requests = inspectedRequests({
    answers: [answer(1, 10)],
    traces: [trace(3, 30, 'pxyz999-1'), trace(2, 5, null), trace(1, 9, 'pabc123-1')],
    pending: false,
  })
  expect(requests.map(({ id }) => id)).toEqual(['trace 3', 'page 1', 'trace 2'])
  expect(requests.map((request) => fits(request, 'elsewhere'))).toEqual([true, false, true])
})

test('the trace of a request that the page still waits for is nobody else’s', () => {
  const early = [trace(1, 9, 'pabc123-1')]
  expect(inspectedRequests({ answers: [], traces: early, pending: true })).toEqual([])
  const later = [trace(2, 12, 'pabc123-2'), ...early]
  const requests = inspectedRequests({ answers: [answer(1, 10)], traces: later, pending: true })
  expect(requests.map(({ id }) => id)).toEqual(['page 1'])
})

test('a request that was not traced is shown with what the page knows', () => {
  const [request] = inspectedRequests({ answers: [answer(1, 10, 429)], traces: [], pending: false })
  expect(request?.trace).toBeUndefined()
  expect(request && fits(request, 'refused')).toBe(true)
})

import { expect, test } from 'vitest'
import type {
  AlgorithmDecision,
  AlgorithmsEvent,
} from '../../../server/labs/algorithms/contract.ts'
import { algorithmNames } from '../../../server/limiter/algorithms/algorithms.ts'
import { readAlgorithms } from './algorithms-state.ts'

const decided = (
  request: number,
  atMs: number,
  allowed: (algorithm: string) => boolean | undefined,
): AlgorithmsEvent => ({
  kind: 'decided',
  request,
  plannedMs: atMs,
  decisions: algorithmNames.map((algorithm): AlgorithmDecision => {
    const answer = allowed(algorithm)
    if (answer === undefined) return { algorithm, atMs, failed: 'Connection is closed.' }
    return { algorithm, atMs, allowed: answer, remaining: 0, retryAfterMs: 0 }
  }),
})

const keys = Object.fromEntries(algorithmNames.map((id) => [id, `rate:${id}`])) as Record<
  (typeof algorithmNames)[number],
  string
>

test('before a run there are five empty rows', () => {
  const view = readAlgorithms([], 4000, String)
  expect(view.run).toBeNull()
  expect(view.rows.map(({ algorithm }) => algorithm)).toEqual(algorithmNames)
  expect(view.rows.every(({ admitted, busiest }) => admitted + busiest.count === 0)).toBe(true)
})

test('admitted, rejected and unanswered are counted apart, and the fullest window is found', () => {
  const events: AlgorithmsEvent[] = [
    { kind: 'started', keys, requests: 4, lastsMs: 4100 },
    decided(0, 0, () => true),
    // Requests may be decided in another order than they were sent in.
    decided(2, 4050, (algorithm) => algorithm === 'fixed-window'),
    decided(1, 3900, () => true),
    decided(3, 4100, (algorithm) => (algorithm === 'gcra' ? undefined : false)),
  ]
  const view = readAlgorithms(events, 4000, String)
  expect(view.requests.map(({ request }) => request)).toEqual([0, 1, 2, 3])
  expect(view.rows[0]).toEqual({
    algorithm: 'fixed-window',
    admitted: 3,
    rejected: 1,
    failed: 0,
    busiest: { count: 2, from: 0 },
  })
  expect(view.rows[4]).toMatchObject({ admitted: 2, rejected: 1, failed: 1 })
  const times = view.events.map(({ at }) => at)
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(view.events.filter(({ lane }) => lane === 'gcra').map(({ kind }) => kind)).toEqual([
    'allowed',
    'allowed',
    'rejected',
    'failed',
  ])
})

test('a window says how many of its own lane were admitted in it', () => {
  const events: AlgorithmsEvent[] = [
    { kind: 'window', window: { algorithm: 'fixed-window', fromMs: 0, toMs: 4000 } },
    decided(0, 0, () => true),
    decided(1, 3999, () => true),
    decided(2, 4000, () => true),
  ]
  expect(readAlgorithms(events, 4000, (admitted) => `${admitted} admitted`).windows).toEqual([
    { lane: 'fixed-window', from: 0, to: 4000, label: '2 admitted' },
  ])
})

import { expect, test } from 'vitest'
import type { LoadEvent, LoadOptions, Side } from '../../../server/labs/load/contract.ts'
import { viewLoad } from './load-state.ts'

const options: LoadOptions = { connections: 20, seconds: 2, outcome: 'allowed', sides: 'both' }
const latency = { p50: 1, p95: 2, p99: 3, max: 4 }

function sample(side: Side, turn: number, atSeconds: number, requests: number): LoadEvent {
  const cpu = { node: 0.8, valkey: 0.1, generator: 0.2 }
  return { kind: 'sample', side, turn, atSeconds, requests, ms: 1000, latency, cpu }
}

function total(side: Side, turns: number[]): LoadEvent {
  const requests = turns.reduce((sum, one) => sum + one, 0)
  const cpuUs = { node: 100, valkey: 5 }
  return { kind: 'total', side, requests, turns, latency, cpuUs, statuses: { 200: requests } }
}

test('nothing yet', () => {
  expect(viewLoad([], options)).toEqual({
    phase: null,
    machine: null,
    sides: [],
    ratio: null,
    done: 0,
  })
})

test('the ratio is of turns that belong together; the machine got twice as slow in between', () => {
  const data = [
    sample('without', 1, 1, 4000),
    total('without', [4000]),
    sample('with', 1, 1, 3600),
    total('with', [3600]),
    sample('with', 2, 2, 1600),
    total('with', [3600, 1600]),
    sample('without', 2, 2, 2000),
    total('without', [4000, 2000]),
  ]
  const { ratio, sides, done } = viewLoad(data, options)
  expect(ratio?.min).toBeCloseTo(0.8)
  expect(ratio?.max).toBeCloseTo(0.9)
  expect(sides.map(({ side, requestsPerSecond }) => [side, requestsPerSecond])).toEqual([
    ['without', 3000],
    ['with', 2600],
  ])
  expect(sides[0]?.cpu.node).toBeCloseTo(0.8)
  expect(done).toBe(1)
})

test('half way through, one side is ahead', () => {
  const data = [sample('without', 1, 1, 4000), sample('with', 1, 1, 3000)]
  const { done, ratio } = viewLoad(data, options)
  expect(done).toBe(0.5)
  expect(ratio).toBeNull()
})

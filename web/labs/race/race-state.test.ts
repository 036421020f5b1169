import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RaceResult, RaceStep } from '../../../server/labs/race/contract.ts'
import {
  countFinishes,
  mostBetween,
  raceProgress,
  readRace,
  sharedNumbers,
  shortCommand,
  spansOf,
  toRows,
  verdictOf,
} from './race-state.ts'

/** Steps of these clients, in this order. */
const order = (...clients: number[]): RaceStep[] =>
  clients.map((client, place) => ({
    client,
    command: ['GET', 'rate'],
    byScript: false,
    atUs: place,
  }))

const result = (version: RaceResult['version']): RaceResult => ({
  version,
  key: 'rate',
  clients: 2,
  limit: 1,
  windowSeconds: 60,
  admitted: 2,
  finishes: [],
  stored: '1',
  ttlMs: 60_000,
  steps: [],
})

test('interleaved clients are between their commands at once, served ones never', () => {
  expect(mostBetween(spansOf(order(1, 2, 3, 1, 2, 3)))).toBe(3)
  expect(mostBetween(spansOf(order(1, 1, 2, 2, 3, 3)))).toBe(1)
  expect(mostBetween(spansOf(order(1, 2, 2, 1, 3)))).toBe(2)
  expect(mostBetween([])).toBe(0)
})

test('any order: at least one client is between, never more than there are, and one only when nobody is torn apart', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1 }), (clients) => {
      const spans = spansOf(order(...clients))
      const most = mostBetween(spans)
      expect(spans.length).toBe(new Set(clients).size)
      expect(most).toBeGreaterThanOrEqual(1)
      expect(most).toBeLessThanOrEqual(spans.length)
      const inOneGo = spans.every(({ client, from, to }) =>
        clients.slice(from, to + 1).every((one) => one === client),
      )
      expect(most === 1).toBe(inOneGo)
    }),
  )
})

test('any order, any number of lanes: every command is in exactly one row, and in place', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 20 })),
      fc.integer({ min: 0, max: 12 }),
      (clients, lanes) => {
        const steps = order(...clients)
        const rows = toRows(steps, spansOf(steps).slice(0, lanes))
        const places = rows.flatMap((row) =>
          row.kind === 'step'
            ? [row.place]
            : Array.from({ length: row.count }, (_, i) => row.place + i),
        )
        expect(places).toEqual(steps.map((_, place) => place))
        for (const row of rows) if (row.kind === 'step') expect(row.lanes).not.toEqual([])
      },
    ),
  )
})

test('a lane starts at the first command, passes the others, ends at the last', () => {
  const steps = order(1, 2, 1)
  expect(toRows(steps, spansOf(steps)).map(({ lanes }) => lanes)).toEqual([
    ['starts', 'none'],
    ['passes', 'alone'],
    ['ends', 'none'],
  ])
})

test('commands of clients without a lane are folded', () => {
  const steps = order(1, 3, 4, 3, 1)
  expect(toRows(steps, spansOf(steps).slice(0, 1))).toMatchObject([
    { kind: 'step', place: 0, lanes: ['starts'] },
    { kind: 'others', place: 1, count: 3, lanes: ['passes'] },
    { kind: 'step', place: 4, lanes: ['ends'] },
  ])
})

test('clients that were told the same number are counted', () => {
  const told = (count: number, client: number) => ({ client, outcome: 'admitted', count }) as const
  expect(sharedNumbers([told(1, 1), told(1, 2), told(2, 3)])).toBe(2)
  expect(sharedNumbers([told(1, 1), told(2, 2), { client: 3, outcome: 'crashed' }])).toBe(0)
})

test('a run as it goes on: connecting, racing, raced, and why nobody can watch', () => {
  const events = [
    { kind: 'unwatched', missing: 'There is no valkey-server here.' },
    { kind: 'connecting', version: 'get-then-set', connected: 1, clients: 2 },
    { kind: 'racing', version: 'get-then-set' },
    { kind: 'raced', result: result('get-then-set') },
  ] as const
  const views = [0, 1, 2, 3, 4].map((count) => readRace(events.slice(0, count)))
  expect(views.map(({ progress }) => progress?.kind ?? null)).toEqual([
    null,
    null,
    'connecting',
    'racing',
    null,
  ])
  expect(views.at(-1)?.missing).toBe('There is no valkey-server here.')
  expect(views.at(-1)?.results['get-then-set']?.admitted).toBe(2)
  const progress = views.map(raceProgress)
  expect(progress).toEqual(progress.toSorted((a, b) => a - b))
})

test('a command is shown without the key and the SHA-1', () => {
  expect(shortCommand(['SET', '{lab:home}:race:1:x', '1', 'EX', '60'], '{lab:home}:race:1:x')).toBe(
    'SET key 1 EX 60',
  )
  expect(shortCommand(['EVALSHA', 'ab'.repeat(20), '1', 'k', '60'], 'k')).toBe(
    'EVALSHA abab… 1 key 60',
  )
})

test('the verdict: too many, stuck, as the limit says, nothing to see, or one number less', () => {
  const told = { ...result('script'), clients: 20, limit: 5, admitted: 5 }
  expect(verdictOf(told)).toBe('as-limited')
  expect(verdictOf({ ...told, admitted: 20 })).toBe('too-many')
  expect(verdictOf({ ...told, ttlMs: -1 })).toBe('stuck')
  expect(verdictOf({ ...told, admitted: 4 })).toBe('crashed')
  expect(verdictOf({ ...told, clients: 3, admitted: 3 })).toBe('all-fit')
  const failed = { client: 1, outcome: 'failed', reason: 'Connection is closed.' } as const
  expect(verdictOf({ ...told, finishes: [failed] })).toBe('failed')
  expect(countFinishes([failed, { client: 2, outcome: 'crashed' }])).toEqual({
    admitted: 0,
    rejected: 0,
    crashed: 1,
    failed: 1,
  })
})

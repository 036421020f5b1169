import fc from 'fast-check'
import { expect, test } from 'vitest'
import { algorithmNames } from '../../../server/limiter/algorithms/algorithms.ts'
import { bounds, checkSetup } from './check-setup.ts'
import { formatLink, readLink } from './composer-link.ts'
import { type Draft, firstDraft } from './composer-state.ts'

test('the first draft needs no query', () => {
  expect(formatLink(firstDraft)).toBe('')
  expect(readLink('')).toEqual({ draft: firstDraft, faults: [] })
})

test('a link reads as what it means', () => {
  const draft: Draft = {
    ...firstDraft,
    endpoint: 'keyspace',
    algorithm: 'gcra',
    window: '5',
    clients: [
      { id: 1, by: 'user', name: "O'Hara & sons" },
      { id: 2, by: 'ip', name: '2001:db8::7' },
    ],
    traffic: 'burst',
    count: '20',
  }
  const link =
    "?endpoint=keyspace&algorithm=gcra&window=5&client=user:O'Hara%20%26%20sons&client=ip:2001:db8::7&traffic=burst&count=20"
  expect(formatLink(draft)).toBe(link)
  expect(readLink(link)).toEqual({ draft, faults: [] })
})

const whole = ({ min, max }: { min: number; max: number }) =>
  fc.integer({ min, max }).map((value) => String(value))
const name = fc.stringMatching(/^[!-~]([ -~]{0,30}[!-~])?$/)
const clients = fc
  .uniqueArray(fc.tuple(fc.constantFrom('user' as const, 'api-key' as const), name), {
    minLength: 1,
    maxLength: 8,
    selector: ([by, value]) => by + value,
  })
  .map((all) => all.map(([by, value], i) => ({ id: i + 1, by, name: value })))
const drafts: fc.Arbitrary<Draft> = fc.record({
  endpoint: fc.constant('keyspace' as const),
  algorithm: fc.constantFrom(...algorithmNames),
  limit: whole(bounds.limit),
  window: whole(bounds.window),
  clients,
  traffic: fc.constantFrom('one' as const, 'burst' as const, 'steady' as const),
  count: whole(bounds.count),
  rate: whole(bounds.rate),
  seconds: whole(bounds.seconds),
})

test('any draft that can be sent comes back from its link as the same setup', () => {
  fc.assert(
    fc.property(drafts, (draft) => {
      const read = readLink(formatLink(draft))
      expect(read.faults).toEqual([])
      expect(checkSetup(read.draft)).toEqual(checkSetup(draft))
    }),
  )
})

test('whatever a link says, what is read can be sent, and the faults are bounded', () => {
  const names = ['endpoint', 'algorithm', 'limit', 'window', 'client', 'traffic', 'count', 'rate']
  const pairs = fc.array(fc.tuple(fc.constantFrom(...names), fc.string()), { maxLength: 20 })
  fc.assert(
    fc.property(pairs, (given) => {
      const { draft, faults } = readLink(`?${new URLSearchParams(given)}`)
      const checked = checkSetup(draft)
      if ('faults' in checked) {
        // Only the product of numbers that are fine may still be too many.
        expect(Object.values(checked.faults).map((fault) => fault?.is)).toEqual(['many'])
      }
      for (const { value } of faults) expect(value.length).toBeLessThanOrEqual(40)
    }),
  )
})

test.each([
  ['?traffic=burst&count=0', { name: 'count', value: '0', used: '10' }],
  ['?endpoint=keyspace&limit=1e9', { name: 'limit', value: '1e9', used: '5' }],
  ['?endpoint=keyspace&window=0.5', { name: 'window', value: '0.5', used: '60' }],
  [
    '?endpoint=keyspace&algorithm=leaky',
    { name: 'algorithm', value: 'leaky', used: 'fixed-window' },
  ],
  ['?endpoint=moon', { name: 'endpoint', value: 'moon', used: 'guide' }],
  ['?client=ip:ada', { name: 'client', value: 'ip:ada', used: null }],
  ['?client=ada', { name: 'client', value: 'ada', used: null }],
  ['?client=user:ada&client=user:ada', { name: 'client', value: 'user:ada', used: null }],
])('%s is told, and the rest of the link holds', (search, fault) => {
  expect(readLink(search).faults).toEqual([fault])
})

test('a ninth client is told', () => {
  const nine = Array.from({ length: 9 }, (_, i) => `client=user:u${i}`).join('&')
  const { draft, faults } = readLink(`?${nine}`)
  expect(draft.clients).toHaveLength(8)
  expect(faults).toEqual([{ name: 'client', value: 'user:u8', used: null }])
})

test('a field that cannot be sent stays out of the link', () => {
  expect(formatLink({ ...firstDraft, endpoint: 'keyspace', limit: '0', window: '7' })).toBe(
    '?endpoint=keyspace&window=7',
  )
})

test('names of others in the query are left alone', () => {
  expect(readLink('?utm_source=x').faults).toEqual([])
})

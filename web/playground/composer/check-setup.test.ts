import { describe, expect, test } from 'vitest'
import { checkSetup, type Faults } from './check-setup.ts'
import { addClient, type Draft, firstDraft, renameClient } from './composer-state.ts'

const inKeyspace: Draft = { ...firstDraft, endpoint: 'keyspace' }

function faultsOf(draft: Draft): Faults {
  const checked = checkSetup(draft)
  return 'faults' in checked ? checked.faults : {}
}

test('the first draft is one request to the guide’s endpoint', () => {
  expect(checkSetup(firstDraft)).toEqual({
    setup: { policy: null, clients: [], each: 1, rate: null },
  })
})

test('a steady stream: so many a second for so many seconds', () => {
  const draft: Draft = { ...inKeyspace, traffic: 'steady', rate: '4', seconds: '3' }
  expect(checkSetup(draft)).toMatchObject({
    setup: {
      policy: { algorithm: 'fixed-window', limit: 5, windowSeconds: 60 },
      clients: [{ by: 'ip', name: '203.0.113.1' }],
      each: 12,
      rate: 4,
    },
  })
})

describe('numbers out of bounds', () => {
  test.each(['0', '-1', '1000000000', '1e9', '2.5', '', 'ten', '٣'])('a burst of "%s"', (count) => {
    expect(faultsOf({ ...firstDraft, traffic: 'burst', count })).toEqual({
      count: { is: 'number', field: 'count', min: 1, max: 500, value: count },
    })
  })

  test.each(['0.5', '0', '31536001', '1y'])('a window of "%s" seconds', (window) => {
    expect(faultsOf({ ...inKeyspace, window })).toMatchObject({ window: { value: window } })
  })

  test('a year is still a window', () => {
    expect(faultsOf({ ...inKeyspace, window: '31536000' })).toEqual({})
  })

  test('only what is about to be used is looked at', () => {
    expect(faultsOf({ ...firstDraft, limit: 'x', count: 'x', rate: 'x' })).toEqual({})
  })

  test('every wrong field is named, not the first alone', () => {
    const draft: Draft = { ...inKeyspace, limit: '0', window: '0', traffic: 'burst', count: '0' }
    expect(Object.keys(faultsOf(draft)).toSorted()).toEqual(['count', 'limit', 'window'])
  })

  test('the sliding window log takes smaller limits', () => {
    const draft: Draft = { ...inKeyspace, algorithm: 'sliding-window-log', limit: '10001' }
    expect(faultsOf(draft)).toEqual({ limit: { is: 'log', max: 10_000, value: '10001' } })
  })

  test('each number is fine, and together they are too many', () => {
    const draft: Draft = { ...firstDraft, traffic: 'steady', rate: '50', seconds: '300' }
    expect(faultsOf(draft)).toEqual({ seconds: { is: 'many', requests: 15_000, max: 5_000 } })
  })
})

describe('clients', () => {
  const named = (by: 'ip' | 'user' | 'api-key', name: string): Draft => ({
    ...inKeyspace,
    clients: [{ id: 1, by, name }],
  })

  test.each(['203.0.113.7', ' 10.0.0.1 ', '2001:db8::7', '::1', '::ffff:10.0.0.1'])(
    'the address "%s" is fine',
    (name) => expect(faultsOf(named('ip', name))).toEqual({}),
  )

  test.each([
    '',
    'ada',
    '203.0.113',
    '203.0.113.256',
    '1.2.3.4.5',
    '010.0.0.1',
    '::1]/',
    ':',
    '1::2::3',
  ])('"%s" is no address', (name) =>
    expect(faultsOf(named('ip', name))['client-1']).toMatchObject({ is: 'address' }),
  )

  test.each(['', '   ', 'şeyma', 'a\nb', 'x'.repeat(65)])('"%s" cannot name a user', (name) => {
    expect(faultsOf(named('user', name))['client-1']).toMatchObject({ is: 'name' })
  })

  test('two of one name would be one client', () => {
    const draft = renameClient(addClient(inKeyspace), 2, '203.0.113.1 ')
    expect(faultsOf(draft)).toEqual({ 'client-2': { is: 'same', value: '203.0.113.1' } })
  })
})

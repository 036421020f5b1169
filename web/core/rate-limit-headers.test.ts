import { describe, expect, test } from 'vitest'
import { parseRateLimit, parseRateLimitPolicy } from './rate-limit-headers.ts'

describe('RateLimit', () => {
  test('says how many requests remain and for how long', () => {
    expect(parseRateLimit('"default";r=2;t=41')).toEqual([
      { name: 'default', remaining: 2, resetSeconds: 41 },
    ])
  })

  test('may speak of several policies, with spaces after the comma', () => {
    expect(parseRateLimit('"burst";r=0;t=3, "daily";r=980')).toEqual([
      { name: 'burst', remaining: 0, resetSeconds: 3 },
      { name: 'daily', remaining: 980, resetSeconds: null },
    ])
  })

  test('passes over parameters that it does not know', () => {
    expect(parseRateLimit('"default";r=2;pk=:cHsdsRa894==:;t=41')).toEqual([
      { name: 'default', remaining: 2, resetSeconds: 41 },
    ])
  })

  test('unescapes a quoted name', () => {
    expect(parseRateLimit('"a \\"quoted\\" name";r=1')?.[0]?.name).toBe('a "quoted" name')
  })

  test.each([
    null,
    undefined,
    '',
    'default;r=2',
    '"default"',
    '"default";r=-1',
    '"default";r=2,',
    '"default";r=2;t=41 nonsense',
    '"default',
  ])('says nothing when it is %j', (field) => {
    expect(parseRateLimit(field)).toBeNull()
  })
})

test('RateLimit-Policy gives quota and window', () => {
  expect(parseRateLimitPolicy('"default";q=5;w=60')).toEqual([
    { name: 'default', quota: 5, windowSeconds: 60 },
  ])
  expect(parseRateLimitPolicy('"default";w=60')).toBeNull()
})

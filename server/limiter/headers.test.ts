import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rateLimitHeaders, rateLimitInfo } from './headers.ts'

test('the headers are the structured fields of the draft', () => {
  const info = rateLimitInfo({
    hit: { key: 'rate:203.0.113.7', count: 2, ttlMs: 40_001 },
    limit: 5,
  })
  expect(rateLimitHeaders({ name: 'default', windowSeconds: 60, info })).toEqual({
    'RateLimit-Policy': '"default";q=5;w=60',
    RateLimit: '"default";r=3;t=41',
  })
})

test('over the limit nothing remains, and used never passes the limit', () => {
  const info = rateLimitInfo({ hit: { key: 'k', count: 12, ttlMs: 300 }, limit: 5 })
  expect(info).toEqual({ key: 'k', limit: 5, used: 5, remaining: 0, resetSeconds: 1 })
})

test('for any hit: used and remaining make the limit, and nobody is told to come back too early', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000_000_000 }),
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      fc.integer({ min: 0, max: 31_536_000_000 }),
      (limit, count, ttlMs) => {
        const { used, remaining, resetSeconds } = rateLimitInfo({
          hit: { key: 'k', count, ttlMs },
          limit,
        })
        expect(used + remaining).toBe(limit)
        expect(resetSeconds * 1000).toBeGreaterThanOrEqual(ttlMs)
        expect(resetSeconds).toBeGreaterThanOrEqual(1)
      },
    ),
  )
})

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Decision } from '../decision.ts'
import { createStandingField, policyField, waitSeconds } from './headers.ts'

const policies = [
  { name: 'burst', limit: 10, windowSeconds: 1 },
  { name: 'daily', limit: 1000, windowSeconds: 86_400 },
]
const decision = (decision: Partial<Decision>): Decision => ({
  allowed: true,
  count: 1,
  limit: 10,
  remaining: 9,
  ttlMs: 1000,
  retryAfterMs: 0,
  ...decision,
})

test('one policy is one member: quota and window, remaining and seconds', () => {
  const policy = [{ name: 'default', limit: 5, windowSeconds: 60 }]
  expect(policyField(policy)).toBe('"default";q=5;w=60')
  expect(createStandingField(policy)([decision({ remaining: 3, ttlMs: 40_001 })])).toBe(
    '"default";r=3;t=41',
  )
})

test('several policies are members of one list, each field in the same order', () => {
  expect(policyField(policies)).toBe('"burst";q=10;w=1, "daily";q=1000;w=86400')
  const standing = createStandingField(policies)
  expect(standing([decision({}), decision({ remaining: 940, ttlMs: 3_600_000 })])).toBe(
    '"burst";r=9;t=1, "daily";r=940;t=3600',
  )
})

test('t is the wait of the policy that refused, and the reset of one that did not', () => {
  const standing = createStandingField(policies)
  const refused = decision({ allowed: false, remaining: 0, ttlMs: 9000, retryAfterMs: 2001 })
  expect(standing([refused, decision({ remaining: 940, ttlMs: 3_600_000 })])).toBe(
    '"burst";r=0;t=3, "daily";r=940;t=3600',
  )
})

test('a name with quotes and backslashes is escaped, one that no header can hold is refused', () => {
  const named = (name: string) => policyField([{ name, limit: 5, windowSeconds: 60 }])
  expect(named('the "small" one \\')).toBe('"the \\"small\\" one \\\\";q=5;w=60')
  expect(() => named('günlük')).toThrow(RangeError)
  expect(() => createStandingField([{ name: 'a\nb', limit: 5, windowSeconds: 60 }])).toThrow(
    RangeError,
  )
})

test('for any decision: the wait is whole seconds, at least 1, and never too short', () => {
  const ms = fc.integer({ min: 0, max: 31_536_000_000 })
  fc.assert(
    fc.property(fc.boolean(), ms, ms, (allowed, ttlMs, retryAfterMs) => {
      const seconds = waitSeconds(decision({ allowed, ttlMs, retryAfterMs }))
      expect(Number.isInteger(seconds)).toBe(true)
      expect(seconds).toBeGreaterThanOrEqual(1)
      expect(seconds * 1000).toBeGreaterThanOrEqual(allowed ? ttlMs : retryAfterMs)
    }),
  )
})

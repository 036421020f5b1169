import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDenyCache } from './deny-cache.ts'

function cacheAt(maxKeys?: number) {
  let time = 1000
  const cache = createDenyCache({ now: () => time, ...(maxKeys !== undefined && { maxKeys }) })
  return { ...cache, now: () => time, pass: (ms: number) => (time += ms) }
}

test('a key that Valkey reported is denied until its reset, and not a millisecond longer', () => {
  const { denied, remember, now, pass, size } = cacheAt()
  expect(denied('rate:ada')).toBeUndefined()
  remember('rate:ada', 500, now())
  expect(denied('rate:ada')).toBe(500)
  pass(499.5)
  expect(denied('rate:ada')).toBe(1)
  pass(0.5)
  expect(denied('rate:ada')).toBeUndefined()
  expect(size()).toBe(0)
})

test('the time the question took is taken off, so that nobody is denied past the reset', () => {
  const { denied, remember, now, pass } = cacheAt()
  const askedAt = now()
  pass(30)
  remember('rate:ada', 500, askedAt)
  expect(denied('rate:ada')).toBe(470)
})

test('a later report replaces the earlier one', () => {
  const { denied, remember, now } = cacheAt()
  remember('rate:ada', 500, now())
  remember('rate:ada', 90, now())
  expect(denied('rate:ada')).toBe(90)
})

test('past maxKeys the key held longest goes', () => {
  const { denied, remember, now, size } = cacheAt(2)
  for (const key of ['a', 'b', 'a', 'c']) remember(key, 500, now())
  expect(size()).toBe(2)
  expect(['a', 'b', 'c'].map((key) => denied(key))).toEqual([500, undefined, 500])
})

test('a time that is no time and a key that is too long are not remembered', () => {
  const { remember, now, size } = cacheAt()
  for (const ttlMs of [0, -1, -2, Number.NaN]) remember('rate:ada', ttlMs, now())
  remember('k'.repeat(1025), 500, now())
  expect(size()).toBe(0)
  remember('k'.repeat(1024), 500, now())
  expect(size()).toBe(1)
})

test.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])(
  'maxKeys %s is refused',
  (maxKeys) => {
    expect(() => createDenyCache({ maxKeys })).toThrow(
      new RangeError(`maxKeys must be a whole number from 1, got ${maxKeys}`),
    )
  },
)

test('over any history it is what a list of the latest reports would be', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', '', '__proto__')
  const step = fc.oneof(
    fc.record({ pass: fc.integer({ min: 1, max: 400 }) }),
    fc.record({ ask: key }),
    fc.record({ remember: key, ttlMs: fc.integer({ min: -2, max: 1000 }) }),
  )
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.array(step, { maxLength: 80 }), (max, steps) => {
      const { denied, remember, now, pass, size } = cacheAt(max)
      let model: { key: string; until: number }[] = []
      for (const one of steps) {
        if ('pass' in one) pass(one.pass)
        else if ('ask' in one) {
          const known = model.find((entry) => entry.key === one.ask)
          const left = known && known.until > now() ? known.until - now() : undefined
          expect(denied(one.ask)).toBe(left)
          if (left === undefined) model = model.filter((entry) => entry !== known)
        } else {
          remember(one.remember, one.ttlMs, now())
          if (one.ttlMs > 0) {
            model = model.filter((entry) => entry.key !== one.remember)
            model.push({ key: one.remember, until: now() + one.ttlMs })
            model = model.slice(-max)
          }
        }
        expect(size()).toBe(model.length)
        expect(size()).toBeLessThanOrEqual(max)
      }
    }),
    { numRuns: 2000 },
  )
})

test('a flood of other clients cannot make it grow', () => {
  const { remember, denied, size } = createDenyCache()
  const askedAt = performance.now()
  for (let i = 0; i < 200_000; i += 1) remember(`rate:${i}`, 60_000, askedAt)
  expect(size()).toBe(10_000)
  expect(denied('rate:199999')).toBeGreaterThan(50_000)
  expect(denied('rate:189999')).toBeUndefined()
})

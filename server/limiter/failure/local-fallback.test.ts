import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLocalFallback } from './local-fallback.ts'

/** A fallback on a clock that the test moves. */
function fallback({
  policies = [{ limit: 4, windowSeconds: 60 }],
  ...options
}: Partial<Parameters<typeof createLocalFallback>[0]> = {}) {
  const clock = { ms: 0 }
  const decide = createLocalFallback({ policies, ...options, now: () => clock.ms })
  const allows = (...keys: string[]) => {
    const decisions = decide(keys)
    return decisions !== 'full' && decisions.every(({ allowed }) => allowed)
  }
  return { clock, decide, allows }
}

test('it counts down the limit, refuses past it, and starts again when the window ends', () => {
  const { clock, decide } = fallback({ policies: [{ limit: 2, windowSeconds: 60 }] })
  expect(decide(['ada'])).toEqual([
    { allowed: true, count: 1, limit: 2, remaining: 1, ttlMs: 60_000, retryAfterMs: 0 },
  ])
  clock.ms = 20_000.5
  expect(decide(['ada'])).toMatchObject([{ allowed: true, remaining: 0, ttlMs: 40_000 }])
  expect(decide(['ada'])).toEqual([
    { allowed: false, count: 2, limit: 2, remaining: 0, ttlMs: 40_000, retryAfterMs: 40_000 },
  ])
  clock.ms = 60_000
  expect(decide(['ada'])).toMatchObject([{ allowed: true, count: 1, ttlMs: 60_000 }])
})

test.each([
  [100, 0.25, 25],
  [10, 0.25, 2],
  [5, 0.001, 1],
  [5, 1, 5],
])('of a limit of %i a share of %d is %i', (limit, share, passed) => {
  const { allows } = fallback({ policies: [{ limit, windowSeconds: 60 }], share })
  const results = Array.from({ length: limit + 1 }, () => allows('ada'))
  expect(results.filter(Boolean)).toHaveLength(passed)
})

test('each key counts by itself', () => {
  const { allows } = fallback({ policies: [{ limit: 1, windowSeconds: 60 }] })
  expect([allows('ada'), allows('grace'), allows('ada')]).toEqual([true, true, false])
})

test('of several policies all or none are taken from', () => {
  const policies = [
    { limit: 1, windowSeconds: 1 },
    { limit: 3, windowSeconds: 60 },
  ]
  const { clock, decide, allows } = fallback({ policies })
  expect(allows('burst:ada', 'daily:ada')).toBe(true)
  expect(decide(['burst:ada', 'daily:ada'])).toMatchObject([
    { allowed: false, retryAfterMs: 1000 },
    { allowed: true, count: 1, remaining: 2, retryAfterMs: 0 },
  ])
  clock.ms = 1000
  expect(decide(['burst:ada', 'daily:ada'])).toMatchObject([{ count: 1 }, { count: 2 }])
})

test('at the bound there is no place for further keys until the oldest window ends: nobody gets a new quota', () => {
  let told = 0
  const onFull = () => {
    told += 1
  }
  const { clock, decide, allows } = fallback({ maxKeys: 2, onFull })
  expect(allows('ada')).toBe(true)
  clock.ms = 10_000
  expect(allows('grace')).toBe(true)
  expect(told).toBe(0)
  // Whether this client is over its limit, nobody can say.
  expect(decide(['alan'])).toBe('full')
  expect(decide(['ada'])).toMatchObject([{ allowed: true, count: 2 }])
  clock.ms = 60_000
  expect(allows('alan')).toBe(true)
  expect(allows('edsger')).toBe(false)
  expect(told).toBe(1)
})

test('for any arrivals: no window lets more than the share pass, and no more keys are kept than the bound', () => {
  const arrival = fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    pauseMs: fc.integer({ min: 0, max: 700 }),
  })
  fc.assert(
    fc.property(
      fc.array(arrival, { maxLength: 200 }),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 5 }),
      (arrivals, limit, maxKeys) => {
        const { clock, decide } = fallback({ policies: [{ limit, windowSeconds: 1 }], maxKeys })
        const model = new Map<string, { count: number; endsAt: number }>()
        for (const { key, pauseMs } of arrivals) {
          clock.ms += pauseMs
          for (const [old, { endsAt }] of model) if (endsAt <= clock.ms) model.delete(old)
          const window = model.get(key)
          const expected = window ? window.count < limit : model.size < maxKeys
          const decisions = decide([key])
          if (!window && !expected) expect(decisions).toBe('full')
          const decision = decisions === 'full' ? undefined : decisions[0]
          expect(decision?.allowed ?? false).toBe(expected)
          if (!expected) continue
          model.set(key, {
            count: (window?.count ?? 0) + 1,
            endsAt: window?.endsAt ?? clock.ms + 1000,
          })
          expect(decision?.count).toBe(model.get(key)?.count)
        }
      },
    ),
  )
})

test('100,000 keys in ten windows get no more places than the bound', () => {
  const { clock, allows } = fallback({ maxKeys: 1000, policies: [{ limit: 5, windowSeconds: 1 }] })
  let allowed = 0
  for (let i = 0; i < 100_000; i += 1) {
    clock.ms += 0.1
    if (allows(`rate:${i}`)) allowed += 1
  }
  // Ten windows pass in these 10,000 ms, each with room for 1,000 keys.
  expect(allowed).toBe(10_000)
})

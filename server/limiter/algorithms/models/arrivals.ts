import fc from 'fast-check'
import type { Asked, ModelPolicy } from './model.ts'

/** One client: a policy, and requests with a pause before each. */
export type Client = ModelPolicy & { arrivals: { pauseUs: number; asked: Asked }[] }

const asked = fc.constantFrom<Asked>('take', 'take', 'take', 'peek')

/** Clients whose pauses can be waited for: half of them none, the others up to 40 ms, windows of 50 to 400 ms. */
export const patientClient: fc.Arbitrary<Client> = fc.record({
  limit: fc.integer({ min: 1, max: 12 }),
  windowMs: fc.integer({ min: 50, max: 400 }),
  arrivals: fc.array(
    fc.record({
      pauseUs: fc.oneof(
        fc.constant(0),
        fc.integer({ min: 0, max: 40 }).map((ms) => ms * 1000),
      ),
      asked,
    }),
    { minLength: 20, maxLength: 60 },
  ),
})

/** Clients of a clock that is handed in: any pause, among them the interval and the window to the microsecond. */
export const anyClient: fc.Arbitrary<Client> = fc
  .record({ limit: fc.integer({ min: 1, max: 20 }), windowMs: fc.integer({ min: 1, max: 1000 }) })
  .chain(({ limit, windowMs }) => {
    const windowUs = windowMs * 1000
    const telling = [
      0,
      0,
      0,
      1,
      Math.floor(windowUs / limit),
      Math.ceil(windowUs / limit),
      windowUs,
    ]
    const pauseUs = fc.oneof(
      fc.constantFrom(...telling, windowUs - 1, windowUs + 1, 2 * windowUs),
      fc.integer({ min: 0, max: Math.ceil(windowUs / limit) * 2 }),
      fc.integer({ min: 0, max: 3 * windowUs }),
    )
    return fc.record({
      limit: fc.constant(limit),
      windowMs: fc.constant(windowMs),
      arrivals: fc.array(fc.record({ pauseUs, asked }), { minLength: 1, maxLength: 60 }),
    })
  })

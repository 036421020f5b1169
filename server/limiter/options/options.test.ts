import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkOptions } from './options.ts'

/** All that is looked at of a client; whether Valkey answers is found out later. */
const valkey = { evalsha() {}, options: {} }
const check = (options: object) => () => checkOptions({ valkey, ...options })
const burst = { name: 'burst', limit: 10, windowSeconds: 1 }
const daily = { name: 'daily', limit: 1000, windowSeconds: 86_400 }

test.each<[string, object]>([
  ['only a client', {}],
  ['undefined, which is the default', { limit: undefined, onHit: undefined }],
  ['the smallest', { limit: 0, windowSeconds: 1, deadlineMs: 1, prefix: '' }],
  ['the largest', { limit: 1_000_000_000, windowSeconds: 31_536_000, deadlineMs: 60_000 }],
  ['a hash tag in the prefix', { prefix: '{lab:7}:rate:' }],
  ['several policies', { policies: [burst, { ...daily, algorithm: 'gcra', prefix: 'day:' }] }],
  ['a fallback', { onFailure: 'localFallback' }],
  ['a fallback with a share', { onFailure: { localFallback: { share: 0.25, maxKeys: 100 } } }],
  ['a deny cache', { denyCache: { maxKeys: 100 } }],
  ['the rest', { headers: false, shadow: true, denyCache: false, algorithm: 'token-bucket' }],
])('%s is fine', (_what, options) => {
  expect(check(options)).not.toThrow()
})

const numbers = [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 1e15]
const bounds = {
  limit: '0 to 1000000000',
  windowSeconds: '1 to 31536000',
  deadlineMs: '1 to 60000',
}

test.each(Object.entries(bounds))('%s must be a whole number from %s', (option, bounds) => {
  const message = `${option} must be a whole number from ${bounds}, got`
  for (const value of option === 'limit' ? numbers : [0, ...numbers]) {
    expect(check({ [option]: value })).toThrow(new RangeError(`${message} ${value}`))
  }
  expect(check({ [option]: '5' })).toThrow(new TypeError(`${message} "5"`))
  expect(check({ [option]: null })).toThrow(new TypeError(`${message} null`))
  expect(check({ [option]: 5n })).toThrow(TypeError)
})

test.each<[object, string]>([
  [
    { algorithm: 'gcra', limit: 1_000_001, windowSeconds: 1 },
    'limit must be at most 1000000 per 1 s',
  ],
  [
    { policies: [{ ...burst, algorithm: 'token-bucket', limit: 60_000_001, windowSeconds: 60 }] },
    'policies[0].limit must be at most 60000000 per 60 s for the token bucket',
  ],
  [{ algorithm: 'leaky' }, 'algorithm must be "fixed-window", "sliding-window-log", '],
  [{ name: '' }, 'name must be 1 to 64 printable ASCII characters'],
  [{ name: 5 }, 'name must be text, got 5'],
  [{ prefix: 'x'.repeat(129) }, '…" (129 characters)'],
  [{ prefix: 'a\nb' }, 'prefix must be at most 128 visible characters, got "a\\nb"'],
  [{ prefix: null }, 'prefix must be text, got null'],
  [{ keyGenerator: 'ip' }, 'keyGenerator must be a function, got "ip"'],
  [{ shadow: 'yes' }, 'shadow must be true or false, got "yes"'],
  [{ headers: true }, 'headers must be "draft-10", "legacy", "both" or false, got true'],
  [{ onFailure: 'open' }, 'onFailure must be "failClosed", "failOpen" or "localFallback", got'],
  [{ onFailure: {} }, 'onFailure as an object must be { localFallback: { … } }'],
  [{ onFailure: { localFallback: { share: 0 } } }, 'onFailure.localFallback.share must be a'],
  [{ onFailure: { localFallback: { share: 1.5 } } }, 'above 0, at most 1, got 1.5'],
  [{ onFailure: { localFallback: { share: '1' } } }, 'got "1"'],
  [{ denyCache: { maxKeys: 0 } }, 'denyCache.maxKeys must be a whole number from 1'],
  [{ denyCache: 100 }, 'denyCache must be true or false, got 100'],
  [{ onHit: {} }, 'onHit must be a function, got an object'],
  [{ policies: burst }, 'policies must be a list of policies, got an object'],
  [{ policies: [] }, 'policies must be 1 to 8 policies, got 0'],
  [{ policies: [null] }, 'The options of policies[0] must be an object, got null'],
  [{ policies: [burst, { ...daily, limit: 0.5 }] }, 'policies[1].limit must be a whole number'],
  [{ policies: [{ ...burst, name: undefined }] }, 'policies[0].name must be text, got undefined'],
  [{ policies: [{ name: 'a', limit: 1 }] }, 'policies[0].windowSeconds must be a whole number'],
  [
    { policies: [burst, daily, burst] },
    'policies[2].name must differ from the others, got "burst"',
  ],
  [{ policies: [burst], limit: 5 }, 'Give either policies or limit, not both'],
  [{ policies: [burst], algorithm: 'gcra' }, 'Give either policies or algorithm, not both'],
  [{ policies: [{ ...burst, valkey }] }, 'The options of policies[0] have no "valkey"'],
])('%j is refused: %s', (options, message) => {
  expect(check(options)).toThrow(message)
})

test.each([
  ['windowSecond', 'did you mean windowSeconds?'],
  ['max', 'did you mean limit?'],
  ['windowMs', 'did you mean windowSeconds?'],
  ['onfailure', 'did you mean onFailure?'],
  ['colour', 'They are limit, windowSeconds, algorithm, '],
  ['toString', 'The options of rateLimit have no "toString"'],
])('an unknown option %s is refused, with what was meant', (name, message) => {
  expect(check({ [name]: 5 })).toThrow(TypeError)
  expect(check({ [name]: 5 })).toThrow(message)
})

test.each([undefined, null, 5, [], 'redis://localhost'])('%j is no options object', (options) => {
  expect(() => checkOptions(options)).toThrow('The options of rateLimit must be an object')
})

test.each([undefined, null, {}, 'redis://localhost'])('%j is no client', (valkey) => {
  expect(() => checkOptions({ valkey })).toThrow('valkey must be an ioredis client')
})

test.each([{ stringNumbers: true }, { redisOptions: { stringNumbers: true } }])(
  'a client with %j would count in texts',
  (options) => {
    const client = { ...valkey, options }
    expect(() => checkOptions({ valkey: client })).toThrow('without stringNumbers')
  },
)

test('any number is either a whole one in bounds or refused by name and value', () => {
  const number = fc.oneof(fc.double(), fc.integer(), fc.maxSafeInteger())
  fc.assert(
    fc.property(number, (limit) => {
      const fits = Number.isInteger(limit) && limit >= 0 && limit <= 1_000_000_000
      if (fits) expect(check({ limit })).not.toThrow()
      else expect(check({ limit })).toThrow(`got ${String(limit)}`)
    }),
  )
})

test('anything at all is accepted or refused with a TypeError or RangeError of one line', () => {
  const name = fc.constantFrom('limit', 'name', 'policies', 'onFailure', 'denyCache', 'prefix')
  fc.assert(
    fc.property(fc.oneof(name, fc.string()), fc.anything(), (name, value) => {
      try {
        checkOptions({ valkey, [name]: value })
      } catch (error) {
        expect(error instanceof TypeError || error instanceof RangeError).toBe(true)
        expect((error as Error).message).not.toContain('\n')
        expect((error as Error).message.length).toBeLessThan(400)
      }
    }),
    { numRuns: 1000 },
  )
})

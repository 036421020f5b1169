import type { Request } from 'express'
import { expect, expectTypeOf, test } from 'vitest'
import { openTestValkey } from '../testing/open-test-valkey.ts'
import { keyByUser } from './keys/key-by-user.ts'
import { readPolicies } from './policies.ts'
import { type RateLimitOptions, rateLimit } from './rate-limit.ts'
import type { LimiterWarning } from './warnings/limiter-warning.ts'

const req = { ip: '127.0.0.1' } as Request
const keysOf = (options: Parameters<typeof readPolicies>[0]) =>
  readPolicies(options, { isCluster: false }).map(({ keyOf }) => keyOf(req))

test.each<[Parameters<typeof readPolicies>[0], string[]]>([
  [{}, ['rate:127.0.0.1']],
  [{ limit: 100, windowSeconds: 1 }, ['rate:127.0.0.1']],
  [{ name: 'login' }, ['rate:login:127.0.0.1']],
  [{ algorithm: 'gcra' }, ['rate:gcra:127.0.0.1']],
  [{ name: 'login', algorithm: 'gcra', prefix: 'app:' }, ['app:login:gcra:127.0.0.1']],
  [{ name: 'a{b}' }, [expect.stringMatching(/^rate:sha256:[0-9a-f]{32}:127\.0\.0\.1$/)]],
  [
    {
      policies: [
        { name: 'default', limit: 1, windowSeconds: 1 },
        { name: 'day', limit: 9, windowSeconds: 86_400, algorithm: 'token-bucket' },
      ],
    },
    ['rate:{127.0.0.1}', 'rate:day:token-bucket:{127.0.0.1}'],
  ],
])('%j counts on %j', (options, keys) => {
  expect(keysOf(options)).toEqual(keys)
})

test.each(['x'.repeat(8003), 'a\nb', '{a}', '\0'])(
  'a key generator’s %j is no key as it is',
  (text) => {
    expect(keysOf({ keyGenerator: () => text })).toEqual([
      expect.stringMatching(/^rate:sha256:[0-9a-f]{32}$/),
    ])
  },
)

test('policies and a limit of its own exclude each other, for the compiler too', () => {
  const policies = [{ name: 'a', limit: 1, windowSeconds: 1 }]
  const valkey = {} as RateLimitOptions['valkey']
  expectTypeOf({ valkey, policies }).toExtend<RateLimitOptions>()
  expectTypeOf({ valkey, limit: 5 }).toExtend<RateLimitOptions>()
  expectTypeOf({ valkey, policies, limit: 5 }).not.toExtend<RateLimitOptions>()
  expect(() => rateLimit({ valkey, policies, limit: 5 } as unknown as RateLimitOptions)).toThrow()
})

test('limiters that would share keys under different policies warn once, at construction, and name both', async () => {
  const { client: valkey, close } = await openTestValkey()
  const warnings: LimiterWarning[] = []
  const onWarning = (warning: LimiterWarning) => warnings.push(warning)
  const limiter = (options: Partial<RateLimitOptions>) =>
    rateLimit({ valkey, onWarning, ...options })
  limiter({ limit: 100 })
  limiter({ limit: 100 })
  limiter({ limit: 5, name: 'login' })
  limiter({ limit: 5, algorithm: 'gcra' })
  limiter({ limit: 5, prefix: 'login:' })
  limiter({ limit: 5, keyGenerator: keyByUser(() => 'ada') })
  expect(warnings).toEqual([])
  limiter({ limit: 5 })
  expect(warnings).toEqual([
    { code: 'SHARED_KEYS', message: expect.stringContaining('"default" (100 per 60 s)') },
  ])
  expect(warnings[0]?.message).toContain('"default" (5 per 60 s)')
  close()
})

test('a whole key is the key as it is', () => {
  expect(keysOf({ name: 'login', wholeKey: ({ ip }) => `{tenant:7}:rate:${ip}` })).toEqual([
    '{tenant:7}:rate:127.0.0.1',
  ])
})

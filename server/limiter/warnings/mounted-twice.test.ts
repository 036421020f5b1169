import type { Request } from 'express'
import { expect, test } from 'vitest'
import type { LimiterWarning } from './limiter-warning.ts'
import { createMountGuard } from './mounted-twice.ts'

const newRequest = () =>
  ({ method: 'GET', originalUrl: '/api/saka?token=secret', res: { locals: {} } }) as Request

/** Guards that tell their warnings to one list, and what a limiter does with its guard. */
function limiters() {
  const warnings: LimiterWarning[] = []
  const onWarning = (warning: LimiterWarning) => warnings.push(warning)
  return {
    warnings,
    newLimiter(valkey: object, key: string) {
      const guard = createMountGuard({ valkey, onWarning })
      return (req: Request) => {
        if (guard.hasCounted(req)) return 'passed on'
        guard.counts(req, [key])
        return 'counted'
      }
    },
  }
}

test('the same limiter counts a request once, however often it is mounted, and says so once', () => {
  const { newLimiter, warnings } = limiters()
  const limiter = newLimiter({}, 'rate:ada')
  for (let i = 0; i < 3; i += 1) {
    const req = newRequest()
    expect([limiter(req), limiter(req), limiter(req)]).toEqual([
      'counted',
      'passed on',
      'passed on',
    ])
  }
  expect(warnings).toEqual([
    {
      code: 'MOUNTED_TWICE',
      message: expect.stringMatching(/mounted twice on the way of GET \/api\/saka\. .*remove one/),
    },
  ])
})

test('two limiters on one key of one Valkey both count; that each request costs two is said once', () => {
  const { newLimiter, warnings } = limiters()
  const valkey = {}
  const first = newLimiter(valkey, 'rate:ada')
  const second = newLimiter(valkey, 'rate:ada')
  for (let i = 0; i < 3; i += 1) {
    const req = newRequest()
    expect([first(req), second(req)]).toEqual(['counted', 'counted'])
  }
  expect(warnings).toEqual([
    { code: 'SAME_KEY', message: expect.stringMatching(/same key "rate:ada".*prefix of its own/) },
  ])
})

test('limiters with keys of their own, or on servers of their own, are as they should be', () => {
  const { newLimiter, warnings } = limiters()
  const valkey = {}
  const req = newRequest()
  newLimiter(valkey, 'burst:ada')(req)
  newLimiter(valkey, 'daily:ada')(req)
  newLimiter({}, 'daily:ada')(req)
  expect(warnings).toEqual([])
})

test('another request is another matter', () => {
  const { newLimiter, warnings } = limiters()
  const limiter = newLimiter({}, 'rate:ada')
  expect([limiter(newRequest()), limiter(newRequest())]).toEqual(['counted', 'counted'])
  expect(warnings).toEqual([])
})

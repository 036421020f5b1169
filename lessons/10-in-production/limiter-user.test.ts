import { afterAll, beforeAll, expect, test } from 'vitest'
import { rateLimit } from '../../server/limiter/rate-limit.ts'
import { openOwnValkey } from '../../server/testing/own-valkey.ts'
import { visitApp } from '../05-express-middleware/visit-app.ts'
import { limiterUser } from './limiter-user.ts'

let own: Awaited<ReturnType<typeof openOwnValkey>>
beforeAll(async () => {
  own = await openOwnValkey()
  await own.client.call('ACL', 'SETUSER', 'limiter', ...limiterUser('a secret'))
  await own.client.set('session:ada', 'somebody else’s')
})
afterAll(() => own.closeBoth())

test('the limiter’s own user can limit, and can do nothing else', async () => {
  const limiter = own.client.duplicate({ username: 'limiter', password: 'a secret' })
  await visitApp(rateLimit({ valkey: limiter, limit: 1 }), async (send) => {
    await expect.poll(async () => (await send()).status).toBe(429)
    expect((await send()).header('Retry-After')).toMatch(/^\d+$/)
  })
  for (const command of [
    ['FLUSHALL'],
    ['KEYS', '*'],
    ['GET', 'session:ada'],
    ['CONFIG', 'GET', '*'],
    ['EVAL', "return redis.call('GET', 'session:ada')", '0'],
    ['EVAL', "return redis.call('INCR', KEYS[1])", '1', 'session:ada'],
  ] as const) {
    const [name, ...args] = command
    await expect(limiter.call(name, ...args), command.join(' ')).rejects.toThrow(/NOPERM|ACL/)
  }
  limiter.disconnect()
})

import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { openOwnValkey } from '../../testing/own-valkey.ts'
import { createFixedWindow } from '../algorithms/fixed-window/fixed-window.ts'
import type { LimiterWarning } from '../warnings/limiter-warning.ts'
import { withDeadline } from './deadline.ts'
import { createFailurePolicy, type OnFailure } from './failure-policy.ts'

const policies = [{ limit: 4, windowSeconds: 60 }]

// A Valkey of its own, because these tests freeze it.
let own: Awaited<ReturnType<typeof openOwnValkey>>

beforeAll(async () => {
  own = await openOwnValkey()
})
afterAll(() => own.closeBoth())

/** A limiter in small: asks Valkey with a deadline, and the policy when that fails. */
async function limiter(onFailure?: OnFailure) {
  const key = `rate:${randomUUID()}`
  const hit = createFixedWindow({ valkey: own.client, windowSeconds: 60 })
  const onOutage = createFailurePolicy({ policies, ...(onFailure && { onFailure }) })
  await hit('load the script')
  return {
    key,
    async request() {
      try {
        const { count } = await withDeadline(hit(key), 50)
        return count
      } catch {
        const verdict = onOutage([key])
        return typeof verdict === 'string' ? verdict : verdict.map(({ allowed }) => allowed)
      }
    },
  }
}

/** Freezes Valkey, lets these requests run into their deadline one after the other, and thaws it. */
async function whileFrozen<T>(times: number, request: () => Promise<T>): Promise<T[]> {
  const answers: T[] = []
  const pid = own.server.pid()
  process.kill(pid, 'SIGSTOP')
  try {
    for (let i = 0; i < times; i += 1) answers.push(await request())
  } finally {
    process.kill(pid, 'SIGCONT')
  }
  return answers
}

test('unless told otherwise, no request passes uncounted', async () => {
  const { request } = await limiter()
  expect(await whileFrozen(2, request)).toEqual(['refuse', 'refuse'])
})

test('failOpen lets every request pass', async () => {
  const { request } = await limiter('failOpen')
  expect(await whileFrozen(2, request)).toEqual(['pass', 'pass'])
})

test.each<[OnFailure, number]>([
  ['localFallback', 4],
  [{ localFallback: {} }, 4],
  [{ localFallback: { share: 0.5 } }, 2],
])('%j lets %i of 4 pass per window and process', async (onFailure, passed) => {
  const { request } = await limiter(onFailure)
  const answers = await whileFrozen(6, request)
  expect(answers).toEqual(Array.from({ length: 6 }, (_, i) => [i < passed]))
})

test('a hit that was answered too late is counted once, and nothing is sent again', async () => {
  const { request, key } = await limiter('localFallback')
  await own.client.config('RESETSTAT')
  expect(await request()).toBe(1)
  expect(await whileFrozen(3, request)).toEqual([[true], [true], [true]])
  // Each of the three lay in Valkey's socket and was counted there when it thawed, once.
  await eventually(async () => (await own.client.get(key)) === '4')
  expect(await request()).toBe(5)
  const stats = await own.client.info('commandstats')
  expect(stats).toMatch(/^cmdstat_evalsha:calls=5,/m)
  expect(stats).not.toMatch(/^cmdstat_eval:/m)
  expect(await own.client.get(key)).toBe('5')
})

test('a fallback without a place left tells no further client that it is over its limit, and warns once', () => {
  const warnings: LimiterWarning[] = []
  const onOutage = createFailurePolicy({
    policies,
    onFailure: { localFallback: { maxKeys: 1 } },
    onWarning: (warning) => warnings.push(warning),
  })
  const verdicts = ['ada', 'grace', 'alan'].map((key) => onOutage([key]))
  expect(verdicts).toMatchObject([[{ allowed: true }], 'refuse', 'refuse'])
  expect(warnings.map(({ code }) => code)).toEqual(['FALLBACK_FULL'])
})

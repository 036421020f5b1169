import { expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { createSafeListeners, type Listeners } from './listeners.ts'
import type { LimiterWarning } from './warnings/limiter-warning.ts'

const hit = {
  ...{ key: 'rate:ada', policy: 'default', allowed: true, count: 1, limit: 5 },
  ...{ remaining: 4, ttlMs: 60_000, retryAfterMs: 0, source: 'valkey' as const },
}

/** Tells every listener of these once. */
function tellAll(given: Listeners): void {
  const { onHit, onError, onLate } = createSafeListeners(given)
  onHit?.(hit)
  onError?.(new Error('Valkey is away'))
  onLate?.({ status: 'rejected', reason: new Error('too late') })
}

test('each listener is told as it is; one that is not there is not made up', () => {
  const told: unknown[] = []
  tellAll({ onHit: (one) => told.push(one), onLate: ({ status }) => told.push(status) })
  expect(told).toEqual([hit, 'rejected'])
  expect(createSafeListeners({}).onHit).toBeUndefined()
})

test.each<[string, () => void]>([
  [
    'throws',
    () => {
      throw new Error('a bug')
    },
  ],
  ['rejects', () => Promise.reject(new Error('a bug'))],
])('a listener that %s is named in a warning and stops nobody', async (_how, fails) => {
  const warnings: LimiterWarning[] = []
  const onWarning = (warning: LimiterWarning) => warnings.push(warning)
  tellAll({ onHit: fails, onError: fails, onLate: fails, onWarning })
  await eventually(() => warnings.length === 3)
  expect(warnings.map(({ code }) => code)).toEqual(Array(3).fill('CALLBACK_FAILED'))
  expect(warnings.map(({ message }) => message.split(':')[0])).toEqual([
    'onHit of a rate limiter threw',
    'onError of a rate limiter threw',
    'onLate of a rate limiter threw',
  ])
})

test('an onWarning that throws is itself printed by Node', async () => {
  const printed: string[] = []
  const listen = ({ message }: Error) => printed.push(message)
  process.on('warning', listen)
  const { onWarning } = createSafeListeners({
    onWarning: () => {
      throw new Error('no log here')
    },
  })
  onWarning({ code: 'SAME_KEY', message: 'two on one key' })
  await eventually(() => printed.length > 0)
  process.off('warning', listen)
  expect(printed[0]).toMatch(/^onWarning of a rate limiter threw: no log here/)
})

import { expect, test } from 'vitest'
import { eventually } from '../../testing/eventually.ts'
import { openTestSandbox } from '../../testing/open-sandboxes.ts'
import { runLab } from '../../testing/run-lab.ts'
import type { FailureEvent, FailureOptions, LaneName, LaneSettings } from './contract.ts'
import { createFailure } from './failure.ts'

const good: LaneSettings = { client: 'workbook', onFailure: 'failClosed', deadline: true }
const defaults: LaneSettings = {
  client: 'ioredis defaults',
  onFailure: 'failClosed',
  deadline: false,
}

async function openLab(skip: (why: string) => void, options: Partial<FailureOptions> = {}) {
  const sandbox = await openTestSandbox()
  const missing = sandbox.missing()
  if (missing) skip(missing)
  const lab = runLab(createFailure({ sandbox }), {
    left: defaults,
    right: good,
    perSecond: 20,
    limit: 1000,
    windowSeconds: 60,
    ...options,
  })
  const answers = (lane: LaneName) =>
    lab.data.filter(
      (one): one is Extract<FailureEvent, { kind: 'answered' }> =>
        one.kind === 'answered' && one.lane === lane,
    )
  const sent = (lane: LaneName) =>
    lab.data.filter((one) => one.kind === 'sent' && one.lane === lane).length
  /** The next answer of this lane that is so. */
  const next = (lane: LaneName, is: (one: ReturnType<typeof answers>[number]) => boolean) => {
    const from = answers(lane).length
    return eventually(() => answers(lane).slice(from).find(is), { withinMs: 15_000 })
  }
  const state = () =>
    lab.data.findLast((one): one is Extract<FailureEvent, { kind: 'valkey' }> => {
      return one.kind === 'valkey'
    })?.state
  await next('right', ({ status, counted }) => status === 200 && counted)
  return { ...lab, answers, sent, next, state }
}

test('killed: the workbook’s client answers 503 at once, ioredis’ defaults let requests wait', {
  timeout: 30_000,
}, async ({ skip }) => {
  const { act, next, answers, sent, state } = await openLab(skip)
  await act({ do: 'kill' })
  expect(state()?.process).toBe('killed')
  const refused = await next('right', ({ status }) => status === 503)
  expect(refused.counted).toBe(false)
  expect(refused.cause).toMatch(/^(No connection to Valkey|The connection broke)/)
  await eventually(() => sent('left') - answers('left').length > 10)
  await act({ do: 'restart' })
  await next('right', ({ status, counted }) => status === 200 && counted)
  await next('left', ({ status, counted }) => status === 200 && counted)
})

test('frozen: a deadline answers, without one nothing does; thawed, everything waiting is answered', {
  timeout: 30_000,
}, async ({ skip }) => {
  const { act, next, answers, sent } = await openLab(skip, {
    right: { ...good, onFailure: 'failOpen' },
  })
  await act({ do: 'freeze' })
  const open = await next('right', ({ counted }) => !counted)
  expect(open.status).toBe(200)
  await eventually(() => sent('left') - answers('left').length > 10)
  await act({ do: 'thaw' })
  await eventually(() => sent('left') - answers('left').length < 3, { withinMs: 10_000 })
})

test('slow: answers take as long as the way back, past the deadline they are given up', {
  timeout: 30_000,
}, async ({ skip }) => {
  const { act, next } = await openLab(skip)
  await act({ do: 'slow', delayMs: 200 })
  const slow = await next('left', ({ tookMs }) => tookMs > 200)
  expect(slow.status).toBe(200)
  await act({ do: 'slow', delayMs: 2000 })
  await next('right', ({ status }) => status === 503)
  await act({ do: 'slow', delayMs: 0 })
  await next('right', ({ status, tookMs }) => status === 200 && tookMs < 200)
})

test('restarted empty, counters begin anew', { timeout: 30_000 }, async ({ skip }) => {
  const { act, next } = await openLab(skip, { limit: 3, windowSeconds: 60 })
  await next('right', ({ status }) => status === 429)
  await act({ do: 'restart' })
  await next('right', ({ status }) => status === 200)
  await next('right', ({ status }) => status === 429)
})

test('full: noeviction lets nobody in again, allkeys-lru forgets who was blocked', {
  timeout: 60_000,
}, async ({ skip }) => {
  const { act, next, state } = await openLab(skip)
  const kept = await act({ do: 'fill' })
  expect(kept).toMatchObject({ blocked: 50, letIn: 0 })
  const refused = await next('right', ({ status }) => status === 503)
  expect(refused.cause).toContain('OOM')
  await act({ do: 'clear' })
  await next('right', ({ status }) => status === 200)
  await act({ do: 'policy', policy: 'allkeys-lru' })
  const evicted = (await act({ do: 'fill' })) as { blocked: number; letIn: number }
  expect(evicted.blocked).toBe(50)
  expect(evicted.letIn).toBeGreaterThan(0)
  expect(state()?.evictedKeys).toBeGreaterThan(0)
})

test('the failure policy of a lane can be changed while it runs', { timeout: 30_000 }, async ({
  skip,
}) => {
  const { act, next } = await openLab(skip)
  await act({ do: 'kill' })
  await next('right', ({ status }) => status === 503)
  await act({ do: 'onFailure', lane: 'right', onFailure: 'localFallback' })
  const local = await next('right', ({ status }) => status === 200)
  expect(local.counted).toBe(true)
  await expect(act({ do: 'freeze' })).rejects.toThrow('Start it again first')
})

test('stopping ends everything within moments, whatever state it is in', {
  timeout: 30_000,
}, async ({ skip }) => {
  const { act, stop, ended } = await openLab(skip)
  await act({ do: 'freeze' })
  stop()
  await ended
})

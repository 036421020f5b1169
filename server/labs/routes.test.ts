import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { Refusal } from '../http/refusal.ts'
import { eventually } from '../testing/eventually.ts'
import { serveApi } from '../testing/serve-api.ts'
import type { RunEvent } from './contract.ts'
import type { Lab, NamedLab } from './lab.ts'
import { createLabRoutes } from './routes.ts'
import { wholeNumber } from './schema-parts.ts'

/** Counts to `to`, then waits for actions until it is stopped. */
function createCounting(): Lab<{ to: number }, number, { add: number }> & {
  open: Set<AbortSignal>
} {
  const open = new Set<AbortSignal>()
  return {
    open,
    options: z.object({ to: wholeNumber({ least: 1, most: 100 }) }),
    event: z.number(),
    action: z.object({ add: z.int() }),
    async run({ options, signal, send, onAction }) {
      open.add(signal)
      for (let n = 1; n <= options.to; n++) send(n)
      let sum = options.to
      onAction(async ({ add }) => {
        if (add < 0) throw new Refusal('Too little', 'It only counts upwards.', 503)
        sum += add
        send(sum)
        return { sum }
      })
      if (options.to === 1) return
      if (options.to === 13) throw new Error('broken inside')
      if (options.to === 14) throw new Refusal('No luck', 'Choose another number.')
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      await wait(30)
      open.delete(signal)
    },
  }
}

async function serveLabs(options: { most?: number; idleMs?: number } = {}) {
  const counting = createCounting()
  const log: string[] = []
  const labs = createLabRoutes({
    labs: [{ name: 'counting', ...counting } as NamedLab],
    log: (line) => log.push(line),
    ...options,
  })
  const server = await serveApi({ '/api/labs': labs.router }, (line) => log.push(line))
  onTestFinished(async () => {
    await labs.close()
    await server.close()
  })
  const post = (path: string, body: unknown, init: RequestInit = {}) =>
    fetch(`${server.url}/api/labs/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...init,
    })
  return { counting, labs, log, post }
}

/** Reads a run's lines as they come. */
function follow(response: Response) {
  const events: RunEvent[] = []
  const ended = (async () => {
    let rest = ''
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      events.push(...lines.filter(Boolean).map((line) => JSON.parse(line) as RunEvent))
    }
  })().catch(() => undefined)
  const id = async () => {
    const first = await eventually(() => events[0])
    return first.event === 'started' ? first.run : ''
  }
  return { events, ended, id }
}

test('a run that ends tells: started, its data, ended', async () => {
  const { post } = await serveLabs()
  const response = await post('counting', { to: 1 })
  expect(response.headers.get('content-type')).toBe('application/x-ndjson')
  const { events, ended } = follow(response)
  await ended
  expect(events).toMatchObject([
    { event: 'started' },
    { event: 'data', data: 1 },
    { event: 'ended' },
  ])
})

test('an action is answered with its result while the run goes on', async () => {
  const { post } = await serveLabs()
  const { events, id } = follow(await post('counting', { to: 2 }))
  const answer = await post(`runs/${await id()}`, { add: 5 })
  expect(await answer.json()).toEqual({ sum: 7 })
  await eventually(() => events.some((one) => one.event === 'data' && one.data === 7))
})

test('closing the connection ends the run and what it opened', async () => {
  const { post, counting } = await serveLabs()
  const abort = new AbortController()
  const { ended, id } = follow(await post('counting', { to: 2 }, { signal: abort.signal }))
  const run = await id()
  expect(counting.open.size).toBe(1)
  abort.abort()
  await ended
  await eventually(() => counting.open.size === 0)
  const late = await post(`runs/${run}`, { add: 1 })
  expect(late.status).toBe(410)
})

test('a run that nobody touches ends itself and says so', async () => {
  const { post } = await serveLabs({ idleMs: 150 })
  const { events, ended } = follow(await post('counting', { to: 2 }))
  await ended
  expect(events.at(-1)).toMatchObject({ event: 'failed', problem: { title: 'Ended by itself' } })
})

test('one run more than the most is refused with a sentence, until one is over', async () => {
  const { post } = await serveLabs({ most: 1 })
  const abort = new AbortController()
  const first = follow(await post('counting', { to: 2 }, { signal: abort.signal }))
  await first.id()
  const refused = await post('counting', { to: 2 })
  expect(refused.status).toBe(503)
  expect(await refused.json()).toMatchObject({
    detail: expect.stringContaining('1 labs run already'),
  })
  abort.abort()
  await eventually(async () => (await post('counting', { to: 1 })).status === 200)
})

test('a lab that refuses is told as its problem; one that breaks is logged, and its text stays here', async () => {
  const { post, log } = await serveLabs()
  const refused = follow(await post('counting', { to: 14 }))
  await refused.ended
  expect(refused.events.at(-1)).toEqual({
    event: 'failed',
    problem: { title: 'No luck', detail: 'Choose another number.' },
  })
  expect(log).toEqual([])
  const broken = follow(await post('counting', { to: 13 }))
  await broken.ended
  expect(JSON.stringify(broken.events.at(-1))).not.toContain('broken inside')
  expect(log.join()).toContain('broken inside')
})

test.each([
  ['counting', { to: 0 }, 400, 'to: '],
  ['counting', { to: 1e9 }, 400, 'got 1000000000'],
  ['counting', { to: 'x'.repeat(500) }, 400, '(502 characters)'],
  ['counting', {}, 400, 'got nothing'],
  ['counting', 'no json', 400, 'no JSON'],
  ['counting', { to: 1, more: 'x'.repeat(300_000) }, 413, 'at most 262144'],
  ['nothing', {}, 404, 'There are: counting'],
  ['runs/nobody', { add: 1 }, 410, 'over'],
])('%s with %.60j is refused with %i', async (path, body, status, words) => {
  const { post } = await serveLabs()
  const response = await post(path, body)
  expect(response.status).toBe(status)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  expect(await response.json()).toMatchObject({ detail: expect.stringContaining(words) })
})

test('a bad action names its field; one that the lab refuses gets its sentence', async () => {
  const { post } = await serveLabs()
  const run = await follow(await post('counting', { to: 2 })).id()
  const bad = await post(`runs/${run}`, { add: 'one' })
  expect(bad.status).toBe(400)
  expect(await bad.json()).toMatchObject({ detail: expect.stringContaining('add: ') })
  const refused = await post(`runs/${run}`, { add: -1 })
  expect(await refused.json()).toMatchObject({ detail: 'It only counts upwards.' })
})

test('closing ends every run and waits for its clean-up', async () => {
  const { post, counting, labs } = await serveLabs()
  const { events, ended, id } = follow(await post('counting', { to: 2 }))
  await id()
  await labs.close()
  expect(counting.open.size).toBe(0)
  await ended
  expect(events.at(-1)).toMatchObject({ problem: { title: 'The workbook is closing' } })
})

// One room in several server processes: it does not matter which of them answers.
import { expect, test, vi } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { joinRoom, teachRoom } from '../testing/join-room.ts'
import { createTestRooms } from '../testing/test-rooms.ts'

// Several servers start in each test: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 30_000 })

const { newRoom, open } = createTestRooms()

test('a page in one process sees at once what its learner does through another', async () => {
  const { serve, code } = newRoom()
  const [one, two] = [await serve(), await serve()]
  const ada = await joinRoom(one, { code })
  const stream = await open(ada.stream(one))
  await eventually(() => stream.events.length > 0)
  // Until the other process knows that somebody inspects, it follows nothing.
  await eventually(async () => {
    await ada.get('/api/keyspace/saka?limit=1000', two)
    return stream.events.some(({ event }) => event === 'trace')
  })
  for (let i = 0; i < 3; i += 1) await ada.get('/api/saka', two)
  const key = `{lab:${ada.id}}:rate:127.0.0.1`
  const hits = () =>
    stream.events.flatMap((one) => (one.event === 'hit' && one.data.key === key ? [one.data] : []))
  await eventually(() => hits().length === 3)
  expect(hits().map(({ count }) => count)).toEqual([1, 2, 3])
  await ada.post('/api/console', { line: `SET {lab:${ada.id}}:rate:made-up 3 EX 60` }, two)
  await eventually(() =>
    stream.events.some((one) => one.event === 'key' && one.data.key.endsWith(':made-up')),
  )
})

test('a lab that runs in one process takes its actions through another; another keyspace’s does not', async () => {
  const { serve, code } = newRoom()
  const [one, two] = [await serve(), await serve()]
  const ada = await joinRoom(one, { code })
  const bob = await joinRoom(two, { code })
  const abort = new AbortController()
  await open({ close: () => abort.abort() })
  const running = await fetch(`${one}/api/labs/ttl`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', cookie: ada.cookie },
    body: JSON.stringify({ seconds: 60 }),
    signal: abort.signal,
  })
  expect([running.status, running.ok ? '' : await running.text()]).toEqual([200, ''])
  const lines: string[] = []
  void (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of running.body ?? []) lines.push(decoder.decode(chunk as Uint8Array))
  })().catch(() => undefined)
  const { run } = JSON.parse((await eventually(() => lines[0])).split('\n')[0] ?? '{}')
  const act = (body: unknown, who = ada) => who.post(`/api/labs/runs/${run}`, body, two)
  // It takes actions once its Valkey has started.
  await eventually(async () => (await act({ do: 'expire' })).status === 200)
  expect((await act({ do: 'explode' })).status).toBe(400)
  expect((await act({ do: 'expire' }, bob)).status).toBe(410)
  expect((await ada.post('/api/labs/runs/none', { do: 'expire' }, two)).status).toBe(410)
})

test('progress is one in all processes, and a megabyte of it is refused', async () => {
  const { serve, code } = newRoom()
  const [one, two] = [await serve(), await serve()]
  const ada = await joinRoom(one, { code })
  const lessons = {
    '01-x': {
      sections: { a: '2026-01-01T10:00:00.000Z' },
      quizzes: {},
      exercises: {},
    },
  }
  const put = (body: string, at: string) =>
    fetch(`${at}/api/progress`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', cookie: ada.cookie },
      body,
    })
  expect((await put(JSON.stringify({ version: 1, lessons }), one)).status).toBe(200)
  expect(await (await ada.get('/api/progress', two)).json()).toEqual({
    progress: { version: 1, lessons },
  })
  expect((await put(`{"version":1,"lessons":{"x":"${'y'.repeat(1_000_000)}"}}`, two)).status).toBe(
    413,
  )
  const sections = Object.fromEntries(
    Array.from({ length: 500 }, (_, i) => [`${i}${'s'.repeat(190)}`, '2026-01-01T10:00:00.000Z']),
  )
  const large = { version: 1, lessons: { '01-x': { sections, quizzes: {}, exercises: {} } } }
  expect((await put(JSON.stringify(large), two)).status).toBe(413)
  expect(await (await ada.get('/api/progress', one)).json()).toEqual({
    progress: { version: 1, lessons },
  })
})

test('shared IP: the whole room counts on one key, everybody sees it and who got through, then each on their own again', async () => {
  const { serve, code, token } = newRoom()
  const [one, two] = [await serve(), await serve()]
  const all = []
  for (const name of ['Ada', 'Bob', 'Cem']) all.push(await joinRoom(one, { code, name }))
  const [ada, bob, cem] = all
  if (!ada || !bob || !cem) throw new Error('three have joined')
  const stream = await open(cem.stream(two))
  await eventually(() => stream.events.some(({ event }) => event === 'room'))
  const instructor = await teachRoom(one, token)
  expect((await instructor.post('/api/board/shared-ip', { on: true })).status).toBe(200)
  const shared = () =>
    stream.events.findLast((one) => one.event === 'snapshot')?.data.yourKey.startsWith('{room:')
  await eventually(shared)
  const statuses: number[] = []
  for (const [who, at] of [
    [ada, one],
    [bob, two],
    [ada, two],
    [bob, one],
    [ada, one],
    [cem, one],
  ] as const) {
    statuses.push((await who.get('/api/saka', at)).status)
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  await eventually(() => {
    const hits = stream.events.flatMap((one) => (one.event === 'hit' ? [one.data] : []))
    return hits.some(({ count, allowed }) => count === 6 && !allowed)
  })
  await eventually(() => {
    const view = stream.events.findLast((one) => one.event === 'room')?.data
    return view?.shared?.through.length === 5 && view.shared.refused === 1
  })
  await instructor.post('/api/board/shared-ip', { on: false })
  await eventually(() => !shared())
  expect((await cem.get('/api/saka')).headers.get('RateLimit')).toContain(';r=4;')
})

import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest'
import { startRoomServer } from './room-server.ts'
import { eventually } from './testing/eventually.ts'
import { asWhom, cookieOf, joinRoom, post, teachRoom } from './testing/join-room.ts'
import { openOwnValkey } from './testing/own-valkey.ts'
import { newAccessCode, newToken } from './workshop/access.ts'
import { labQuota } from './workshop/lab-quota.ts'

// Several servers start in each test, and 200 join in one: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 30_000 })

const opened: { close(): Promise<void> | void }[] = []
let root: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'room-'))
  mkdirSync(join(root, 'dist/page'), { recursive: true })
  writeFileSync(join(root, 'dist/page/404.html'), '<h1>No such page</h1>')
})
afterAll(() => rmSync(root, { recursive: true }))
afterEach(async () => {
  for (const one of opened.splice(0).toReversed()) await one.close()
})

/** A room of the test's own, served by one process or more. */
function newRoom(settings: Record<string, string> = {}) {
  const code = newAccessCode()
  const token = newToken()
  const log: string[] = []
  return {
    ...{ code, token, log },
    async serve(onEnded?: () => void, quota = labQuota) {
      const { host, port, password } = inject('valkey')
      const server = await startRoomServer({
        env: {
          PORT: '0',
          HOST: '127.0.0.1',
          VALKEY_HOST: host,
          VALKEY_PORT: String(port),
          VALKEY_PASSWORD: password ?? '',
          VALKEY_TLS: 'false',
          VALKEY_SERVER: process.env.VALKEY_SERVER,
          ROOM_CODE: code,
          ROOM_TOKEN: token,
          ROOM_NAME: 'Tuesday',
          ...settings,
        },
        root,
        log: (line) => log.push(line),
        quota,
        ...(onEnded && { onEnded }),
      })
      opened.push(server)
      return server.origin
    },
  }
}

async function open<Stream extends { close(): void }>(stream: Promise<Stream>): Promise<Stream> {
  const one = await stream
  opened.push(one)
  return one
}

test('the right code gives a lab: its own id, an HttpOnly cookie, keys of its own', async () => {
  const { serve, code } = newRoom()
  const origin = await serve()
  expect(await (await fetch(`${origin}/api/session`)).json()).toEqual({
    mode: 'room',
    room: { name: 'Tuesday', max: 100 },
    role: 'visitor',
    you: null,
  })
  const joined = await post(origin, '/api/room/join', {
    code: ` ${code.toLowerCase().replace('-', ' ')}`,
    name: 'Ada',
  })
  expect(joined.status).toBe(200)
  expect(joined.headers.getSetCookie()).toEqual([
    expect.stringMatching(
      /^workbook_lab=[\w-]{43}; Max-Age=\d+; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    ),
  ])
  const ada = asWhom(origin, cookieOf(joined))
  const session = await (await ada.get('/api/session')).json()
  expect(session).toMatchObject({
    role: 'learner',
    you: { id: expect.stringMatching(/^[0-9a-f]{16}$/), name: 'Ada' },
  })
  const stream = await open(ada.stream())
  await eventually(() => stream.events.some(({ event }) => event === 'room'))
  const key = `{lab:${session.you.id}}:rate:127.0.0.1`
  expect(stream.events[0]).toMatchObject({ event: 'snapshot', data: { yourKey: key, keys: [] } })
  const statuses: number[] = []
  for (let i = 0; i < 6; i += 1) statuses.push((await ada.get('/api/saka')).status)
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
  await eventually(() => stream.events.filter(({ event }) => event === 'hit').length === 6)
  await eventually(() => stream.events.filter(({ event }) => event === 'trace').length === 6)
})

test('two learners count each on their own, and one hears nothing of the other', async () => {
  const { serve, code } = newRoom()
  const origin = await serve()
  const ada = await joinRoom(origin, { code, name: 'Ada' })
  const bob = await joinRoom(origin, { code })
  expect(ada.id).not.toBe(bob.id)
  const stream = await open(bob.stream())
  await eventually(() => stream.events.length > 0)
  for (let i = 0; i < 6; i += 1) await ada.get('/api/saka')
  expect((await bob.get('/api/saka')).headers.get('RateLimit')).toContain(';r=4;')
  await eventually(() => stream.events.some(({ event }) => event === 'trace'))
  const hits = stream.events.filter(({ event }) => event === 'hit')
  expect(hits).toMatchObject([{ data: { key: `{lab:${bob.id}}:rate:127.0.0.1`, count: 1 } }])
})

test('joining again with the cookie keeps the lab, with another name if one is given', async () => {
  const { serve, code } = newRoom()
  const origin = await serve()
  const ada = await joinRoom(origin, { code, name: 'Ada' })
  const again = await ada.post('/api/room/join', { code, name: 'Ada L.' })
  expect(again.headers.getSetCookie()).toEqual([])
  expect(await again.json()).toMatchObject({ you: { id: ada.id, name: 'Ada L.' } })
})

test('leaving gives the lab up: the cookie opens nothing any more, in any process', async () => {
  const { serve, code } = newRoom()
  const [one, two] = [await serve(), await serve()]
  const ada = await joinRoom(one, { code })
  const home = (await (await ada.post('/api/room/home', {})).json()) as { token: string }
  const bearer = { headers: { Authorization: `Bearer ${home.token}` } }
  expect((await fetch(`${two}/api/progress`, bearer)).status).toBe(200)
  expect((await ada.get('/api/saka', two)).status).toBe(200)
  expect(cookieOf(await ada.post('/api/room/leave', {}))).toBe('workbook_lab=')
  await eventually(async () => (await ada.get('/api/saka', two)).status === 401)
  expect((await fetch(`${two}/api/progress`, bearer)).status).toBe(401)
})

test('wrong codes are refused and, from one address, limited; the right one goes through all the same', async () => {
  const { serve, code } = newRoom({ TRUST_PROXY: '1' })
  const origin = await serve()
  const tryCode = (given: string, from: string) =>
    fetch(`${origin}/api/room/join`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': from },
      body: JSON.stringify({ code: given }),
    })
  const wrong = await Promise.all(
    Array.from({ length: 40 }, (_, i) => tryCode(`WRONG-${i}`, '203.0.113.1')),
  )
  expect(wrong.filter(({ status }) => status === 403)).toHaveLength(10)
  const refused = wrong.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(30)
  expect(Number(refused[0]?.headers.get('Retry-After'))).toBeGreaterThan(0)
  expect((await tryCode(code, '203.0.113.1')).status).toBe(200)
  expect((await tryCode('WRONG', '203.0.113.2')).status).toBe(403)
  for (let i = 0; i < 30; i += 1) expect((await tryCode(code, '203.0.113.3')).status).toBe(200)
})

test.each([
  [{}, 400],
  [{ code: 5 }, 400],
  [{ code: 'x'.repeat(101) }, 400],
  [{ code: '', role: 'instructor' }, 400],
  [{ code: '' }, 403],
  [{ code: '\u0000{"$ne":null}' }, 403],
])('joining with %j gets %i and no cookie', async (body, status) => {
  const { serve } = newRoom()
  const response = await post(await serve(), '/api/room/join', body)
  expect(response.status).toBe(status)
  expect(response.headers.getSetCookie()).toEqual([])
  expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json/)
})

test.each([
  ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
  ['  \u202Eevil\n\tname ', 'evil name'],
  ['\u200b\u2060', null],
  ['x'.repeat(100), 'x'.repeat(40)],
  ['Şeyma İpek', 'Şeyma İpek'],
  ['', null],
])('the name %j is %j: text, whatever is in it', async (name, kept) => {
  const { serve, code } = newRoom()
  const origin = await serve()
  const one = await joinRoom(origin, { code, name })
  expect(await (await one.get('/api/session')).json()).toMatchObject({ you: { name: kept } })
})

test('a name that is too long to be one is refused', async () => {
  const { serve, code } = newRoom()
  const response = await post(await serve(), '/api/room/join', { code, name: 'x'.repeat(201) })
  expect(response.status).toBe(400)
})

test('200 join within a second, each with a lab of their own, and the room is full at its max', async () => {
  const { serve, code } = newRoom({ ROOM_MAX: '200' })
  const origin = await serve()
  const all = await Promise.all(Array.from({ length: 200 }, () => joinRoom(origin, { code })))
  expect(new Set(all.map(({ id }) => id)).size).toBe(200)
  const full = await post(origin, '/api/room/join', { code })
  expect(full.status).toBe(409)
  expect(full.headers.getSetCookie()).toEqual([])
  const [first] = all
  expect((await first?.post('/api/room/join', { code, name: 'Ada' }))?.status).toBe(200)
})

test('nobody, a guess, another room’s learner: 401 everywhere in the lab', async () => {
  const { serve, code } = newRoom()
  const origin = await serve()
  const ada = await joinRoom(origin, { code })
  const other = newRoom()
  const stranger = await joinRoom(await other.serve(), { code: other.code })
  const cookies = [
    '',
    stranger.cookie,
    `workbook_lab=${ada.id}`,
    `workbook_lab=${newToken()}`,
    `workbook_lab=${ada.cookie.split('=')[1]?.slice(0, -1)}`,
    `workbook_lab=${'a'.repeat(5000)}`,
    `workbook_teach=${ada.cookie.split('=')[1]}`,
  ]
  const paths = ['events', 'saka', 'progress', 'connection', 'console', 'lab/saka']
  for (const cookie of cookies) {
    for (const path of paths) {
      const response = await asWhom(origin, cookie).get(`/api/${path}`)
      expect([path, cookie, response.status]).toEqual([path, cookie, 401])
      expect(response.headers.get('Content-Type')).toMatch(/^application\/problem\+json/)
    }
    expect(await (await asWhom(origin, cookie).get('/api/session')).json()).toMatchObject({
      role: 'visitor',
      you: null,
    })
  }
})

test('two cookies of one name, as two rooms on one machine leave them: the one that fits counts', async () => {
  const { serve, code } = newRoom()
  const origin = await serve()
  const ada = await joinRoom(origin, { code })
  const both = asWhom(origin, `workbook_lab=${newToken()}; ${ada.cookie}`)
  expect((await both.get('/api/saka')).status).toBe(200)
})

test('the token makes an instructor, in every process; a learner is none', async () => {
  const { serve, code, token } = newRoom()
  const [one, two] = [await serve(), await serve()]
  expect((await post(one, '/api/room/teach', { token: code })).status).toBe(403)
  const ada = await joinRoom(one, { code })
  expect((await ada.get('/api/board')).status).toBe(403)
  expect((await fetch(`${one}/api/board`)).status).toBe(401)
  const instructor = await teachRoom(one, token)
  expect(instructor.cookie).not.toContain(token)
  expect(await (await instructor.get('/api/board', two)).json()).toMatchObject({
    learners: [{ id: ada.id }],
  })
  expect(await (await instructor.get('/api/session')).json()).toMatchObject({
    role: 'instructor',
    you: null,
  })
  // The lessons work for the instructor as well.
  expect((await instructor.get('/api/saka')).status).toBe(200)
  const stream = await open(instructor.stream())
  await eventually(() => stream.events.some(({ event }) => event === 'snapshot'))
})

test('no route of a room runs files, tells paths or reaches elsewhere', async () => {
  const { serve, code, token } = newRoom()
  const origin = await serve()
  const people = [await joinRoom(origin, { code }), await teachRoom(origin, token)]
  const table: [method: 'get' | 'post', path: string][] = [
    ['get', '/api/checkout'],
    ['post', '/api/connection-check'],
    ['get', '/api/exercises'],
    ['get', '/api/exercises/04-atomic-counter'],
    ['post', '/api/exercises/04-atomic-counter/start'],
    ['post', '/api/exercises/04-atomic-counter/check'],
    ['get', '/api/exercises/04-atomic-counter/events'],
    ['get', '/api/my-limiter'],
    ['post', '/api/my-limiter'],
    ['get', '/api/nextjs'],
    ['post', '/api/nextjs'],
  ]
  for (const person of people) {
    for (const [method, path] of table) {
      const response = method === 'get' ? await person.get(path) : await person.post(path, {})
      expect([method, path, response.status]).toEqual([method, path, 404])
    }
  }
})

test('a learner who floods meets their own quota, and the others nothing', async () => {
  const { serve, code } = newRoom()
  const origin = await serve(undefined, { perSecond: 0.01, burst: 20 })
  const eve = await joinRoom(origin, { code })
  const ada = await joinRoom(origin, { code })
  const flood = await Promise.all(Array.from({ length: 60 }, () => eve.get('/api/saka')))
  const statuses = flood.map(({ status }) => status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(5)
  const refused = await Promise.all(
    flood.filter(({ status }) => status === 429).map((one) => one.text()),
  )
  expect(refused.filter((body) => body.includes('Too many requests from your lab'))).toHaveLength(
    40,
  )
  expect((await ada.get('/api/saka')).status).toBe(200)
})

test('a page in one process sees at once what its learner does through another', async () => {
  const { serve, code } = newRoom()
  const [one, two] = [await serve(), await serve()]
  const ada = await joinRoom(one, { code })
  const stream = await open(ada.stream(one))
  await eventually(() => stream.events.length > 0)
  // Until the other process knows that somebody inspects, it follows nothing.
  await eventually(async () => {
    await ada.get('/api/lab/saka?limit=1000', two)
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

test('an experiment that runs in one process takes its actions through another; another lab’s does not', async () => {
  const { serve, code } = newRoom()
  const [one, two] = [await serve(), await serve()]
  const ada = await joinRoom(one, { code })
  const bob = await joinRoom(two, { code })
  const abort = new AbortController()
  opened.push({ close: () => abort.abort() })
  const running = await fetch(`${one}/api/experiments/ttl`, {
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
  const act = (body: unknown, who = ada) => who.post(`/api/experiments/runs/${run}`, body, two)
  // It takes actions once its Valkey has started.
  await eventually(async () => (await act({ do: 'expire' })).status === 200)
  expect((await act({ do: 'explode' })).status).toBe(400)
  expect((await act({ do: 'expire' }, bob)).status).toBe(410)
  expect((await ada.post('/api/experiments/runs/none', { do: 'expire' }, two)).status).toBe(410)
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

test('ending the room deletes everything of it, and tells every process', async () => {
  const { serve, code, token } = newRoom()
  let ended = 0
  const [one, two] = [await serve(() => (ended += 1)), await serve(() => (ended += 1))]
  const ada = await joinRoom(one, { code, name: 'Ada' })
  await ada.get('/api/saka')
  await ada.post('/api/console', { line: `SET {lab:${ada.id}}:mine 1` })
  const stream = await open(ada.stream(two))
  await eventually(() => stream.events.some(({ event }) => event === 'room'))
  const instructor = await teachRoom(one, token)
  expect((await instructor.post('/api/board/end', { confirm: true })).status).toBe(204)
  await eventually(() => ended === 2)
  await eventually(() => stream.events.some((one) => one.event === 'room' && one.data.ended))
  expect((await ada.get('/api/saka', two)).status).toBe(401)
  expect((await post(one, '/api/room/join', { code })).status).toBe(410)
})

test('behind a proxy with TLS: links and Host are the proxy’s, cookies are Secure, addresses are the learners’', async () => {
  const origin = 'https://room.example.org'
  const { serve, code, token } = newRoom({ ROOM_ORIGIN: origin, TRUST_PROXY: '1', PORT: '0' })
  expect(await serve()).toBe(origin)
  const { port } = opened.at(-1) as unknown as { port: number }
  const forwarded = {
    Host: 'room.example.org',
    Origin: origin,
    'Content-Type': 'application/json',
    'X-Forwarded-For': '203.0.113.7',
    'X-Forwarded-Proto': 'https',
  }
  const ask = async (path: string, body?: object, cookie = '') => {
    const asked = request({
      ...{ host: '127.0.0.1', port, path, method: body ? 'POST' : 'GET' },
      headers: { ...forwarded, ...(cookie && { cookie }) },
    }).end(body && JSON.stringify(body))
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    return { answer, body: JSON.parse(await text(answer)) }
  }
  const joined = await ask('/api/room/join', { code })
  const [setCookie = ''] = joined.answer.headers['set-cookie'] ?? []
  expect(setCookie).toMatch(/; Secure;/)
  const [cookie] = setCookie.split(';')
  const stranger = await ask('/api/session', undefined, 'x')
  expect(stranger.body).toMatchObject({ role: 'visitor' })
  expect((await ask('/api/session', undefined, cookie)).body).toMatchObject({ role: 'learner' })
  const taught = await ask('/api/room/teach', { token })
  const [teach = ''] = taught.answer.headers['set-cookie'] ?? []
  const link = await ask('/api/board/join', undefined, teach.split(';')[0])
  expect(link.body).toEqual({ url: `${origin}/join/#code=${code}`, code })
  const { headers } = link.answer
  expect(headers['strict-transport-security']).toBeUndefined()
  expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests')
})

test.each([
  [{ ROOM_CODE: '' }, 'ROOM_CODE'],
  [{ ROOM_CODE: 'ab' }, 'ROOM_CODE'],
  [{ ROOM_TOKEN: '' }, 'ROOM_TOKEN'],
  [{ ROOM_TOKEN: 'short-secret' }, 'ROOM_TOKEN'],
  [{ ROOM_MAX: '0' }, 'ROOM_MAX'],
  [{ HOST: 'example.org' }, 'HOST'],
  [{ ROOM_ORIGIN: 'ftp://x' }, 'ROOM_ORIGIN'],
  [{ VALKEY_HOST: '' }, 'VALKEY_HOST'],
])(
  'with %j a room does not start, and says what is missing without saying it',
  async (settings, name) => {
    const start = newRoom(settings).serve()
    await expect(start).rejects.toThrow(name)
    await expect(start).rejects.not.toThrow('short-secret')
  },
)

test('a room whose Valkey comes up after its server is opened then', async () => {
  const valkey = await openOwnValkey()
  opened.push({ close: valkey.closeBoth })
  const { host, port, username, password } = valkey.server.address
  const { serve, code } = newRoom({
    ...{ VALKEY_HOST: host, VALKEY_PORT: String(port) },
    ...{ VALKEY_USERNAME: username ?? '', VALKEY_PASSWORD: password ?? '' },
  })
  process.kill(valkey.server.pid(), 'SIGSTOP')
  const origin = await serve()
  expect((await fetch(`${origin}/readyz`)).status).toBe(503)
  process.kill(valkey.server.pid(), 'SIGCONT')
  await eventually(async () => (await fetch(`${origin}/readyz`)).status === 200, {
    withinMs: 15_000,
  })
  await eventually(async () => (await post(origin, '/api/room/join', { code })).status === 200, {
    withinMs: 10_000,
  })
})

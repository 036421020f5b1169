// Who comes into a room, and what they get there.
import { expect, test, vi } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { asWhom, cookieOf, joinRoom, post } from '../testing/join-room.ts'
import { createTestRooms } from '../testing/test-rooms.ts'

// Several servers start in each test, and 200 join in one: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 30_000 })

const { newRoom, open } = createTestRooms()

test('the right code gives a keyspace: its own id, an HttpOnly cookie, keys of its own', async () => {
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
  const session = (await (await ada.get('/api/session')).json()) as { you: { id: string } }
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

test('joining again with the cookie keeps the keyspace, with another name if one is given', async () => {
  const { serve, code } = newRoom()
  const origin = await serve()
  const ada = await joinRoom(origin, { code, name: 'Ada' })
  const again = await ada.post('/api/room/join', { code, name: 'Ada L.' })
  expect(again.headers.getSetCookie()).toEqual([])
  expect(await again.json()).toMatchObject({ you: { id: ada.id, name: 'Ada L.' } })
})

test('leaving gives the keyspace up: the cookie opens nothing any more, in any process', async () => {
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

test('200 join within a second, each with a keyspace of their own, and the room is full at its max', async () => {
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

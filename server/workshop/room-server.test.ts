import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { expect, test, vi } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { joinRoom, post, teachRoom } from '../testing/join-room.ts'
import { openOwnValkey } from '../testing/own-valkey.ts'
import { createTestRooms } from '../testing/test-rooms.ts'

// Several servers start in each test: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 30_000 })

const { newRoom, open } = createTestRooms()

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
  const { start, code, token } = newRoom({ ROOM_ORIGIN: origin, TRUST_PROXY: '1' })
  const server = await start()
  expect(server.origin).toBe(origin)
  const { port } = server
  const forwarded = {
    Host: 'room.example.org',
    Origin: origin,
    'Content-Type': 'application/json',
    'X-Forwarded-For': '203.0.113.7',
    'X-Forwarded-Proto': 'https',
  }
  const ask = async (path: string, body?: object, cookie = '') => {
    const asked = request({
      host: '127.0.0.1',
      port,
      path,
      method: body ? 'POST' : 'GET',
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
  await open({ close: valkey.closeBoth })
  const { host, port, username, password } = valkey.server.address
  const { serve, code } = newRoom({
    VALKEY_HOST: host,
    VALKEY_PORT: String(port),
    VALKEY_USERNAME: username ?? '',
    VALKEY_PASSWORD: password ?? '',
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

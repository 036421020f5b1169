// What a room keeps from those who have no business there.
import { expect, test, vi } from 'vitest'
import { newToken } from '../room/access.ts'
import { eventually } from '../testing/eventually.ts'
import { asWhom, joinRoom, post, teachRoom } from '../testing/join-room.ts'
import { createTestRooms } from '../testing/test-rooms.ts'

// Several servers start in each test: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 30_000 })

const { newRoom, open } = createTestRooms()

test('nobody, a guess, another room’s learner: 401 everywhere in the keyspace', async () => {
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
  const paths = ['events', 'saka', 'progress', 'connection', 'console', 'keyspace/saka']
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
  expect(
    refused.filter((body) => body.includes('Too many requests from your keyspace')),
  ).toHaveLength(40)
  expect((await ada.get('/api/saka')).status).toBe(200)
})

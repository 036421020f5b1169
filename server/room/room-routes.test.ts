import { beforeEach, expect, test } from 'vitest'
import { serveRoom } from '../testing/serve-room.ts'

let room: Awaited<ReturnType<typeof serveRoom>>

beforeEach(async () => {
  room = await serveRoom()
  await room.store.join('a', null)
  return async () => {
    expect(room.errors).toEqual([])
    await room.close()
  }
})

async function ask(
  method: string,
  path: string,
  body?: unknown,
  who: object = { 'X-Learner': 'a' },
) {
  const response = await fetch(room.url + path, {
    method,
    headers: { 'Content-Type': 'application/json', ...who },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  const type = response.headers.get('Content-Type') ?? ''
  return { status: response.status, type, body: type.includes('json') ? JSON.parse(text) : text }
}

test('a learner moves, opens an exercise, raises a hand, says slower, and takes a name', async () => {
  const place = {
    path: '/lessons/04-atomic-counter/',
    exercise: { lesson: '04-atomic-counter', open: true },
  }
  expect((await ask('POST', '/api/room/place', place)).status).toBe(204)
  expect((await ask('POST', '/api/room/help', { raised: true })).body.help.claimedBy).toBeNull()
  expect((await ask('POST', '/api/room/pace', { pace: 'slower' })).status).toBe(204)
  expect((await ask('PATCH', '/api/room/me', { name: ' <b>Ada</b> ' })).body.name).toBe(
    '<b>Ada</b>',
  )
  expect(await room.store.learner('a')).toMatchObject({
    name: '<b>Ada</b>',
    place: '/lessons/04-atomic-counter/',
    lessons: { '04-atomic-counter': 'begun' },
    exerciseOpen: '04-atomic-counter',
    pace: { value: 'slower' },
  })
  await ask('POST', '/api/room/place', { path: '/playground/' })
  await ask('POST', '/api/room/pace', { pace: null })
  await ask('POST', '/api/room/help', { raised: false })
  expect(await room.store.learner('a')).toMatchObject({
    exerciseOpen: null,
    pace: null,
    help: null,
  })
})

test('a workbook at home reports the failing check by name, and its progress', async () => {
  const check = { lesson: '04-a', passed: 2, total: 3, failing: 'the sixth request gets 429' }
  const at = '2026-11-23T10:00:01.000Z'
  const marks = { sections: { s: at }, quizzes: {}, exercises: {} }
  const progress = { version: 1, lessons: { '03-b': marks } }
  expect((await ask('POST', '/api/room/report', { check, progress })).status).toBe(204)
  expect(await room.store.learner('a')).toMatchObject({
    check,
    home: true,
    lessons: { '03-b': 'begun' },
  })
})

test.each([
  ['POST', '/api/room/place', { path: 'lessons/04-a/' }, 'path'],
  ['POST', '/api/room/place', { path: `/${'x'.repeat(300)}` }, 'path'],
  ['POST', '/api/room/place', { path: '/"><script>' }, 'path'],
  ['POST', '/api/room/help', { raised: 'yes' }, 'raised'],
  ['POST', '/api/room/pace', { pace: 'stop' }, 'pace'],
  ['PATCH', '/api/room/me', {}, 'name'],
  ['PATCH', '/api/room/me', { name: 'Ada', seat: 1 }, 'seat'],
  ['POST', '/api/room/report', { check: { lesson: '04-a', passed: 1 } }, 'check.total'],
  ['POST', '/api/room/report', { progress: { version: 1, lessons: [] } }, 'lessons'],
  ['POST', '/api/room/report', '{"check":', 'no JSON'],
])('%s %s with %j is 400 and names it', async (method, path, body, words) => {
  const before = await room.store.learner('a')
  const answer = await ask(method, path, body)
  expect([answer.status, answer.type]).toEqual([400, expect.stringMatching(/problem\+json/)])
  expect(answer.body.detail).toContain(words)
  expect(await room.store.learner('a')).toEqual(before)
})

test('a megabyte of progress is refused, and nothing changes', async () => {
  const answer = await ask('POST', '/api/room/report', { progress: 'x'.repeat(1024 * 1024) })
  expect(answer.status).toBe(413)
  expect((await room.store.learner('a'))?.lessons).toEqual({})
})

test('whoever has not joined gets 401 and is told where to join', async () => {
  for (const [method, path, body] of [
    ['PATCH', '/api/room/me', { name: null }],
    ['POST', '/api/room/place', { path: '/' }],
    ['POST', '/api/room/report', {}],
  ] as const) {
    const answer = await ask(method, path, body, {})
    expect([answer.status, answer.body.detail]).toEqual([401, expect.stringContaining('/join/')])
  }
})

test('a learner of another room is not known', async () => {
  const answer = await ask(
    'POST',
    '/api/room/help',
    { raised: true },
    { 'X-Learner': 'of-another-room' },
  )
  expect(answer.status).toBe(404)
})

test('after the end every change is 410', async () => {
  await room.store.end()
  expect((await ask('POST', '/api/room/help', { raised: true })).status).toBe(410)
})

import { beforeEach, expect, test } from 'vitest'
import { eventually } from '../testing/eventually.ts'
import { readEvents } from '../testing/read-events.ts'
import { serveRoom } from '../testing/serve-room.ts'
import type { BoardEvent } from './board-feed.ts'

let room: Awaited<ReturnType<typeof serveRoom>>
const instructor = { 'X-Instructor': 'yes' }

beforeEach(async () => {
  room = await serveRoom()
  await room.store.join('a', '=HYPERLINK("http://evil.example")')
  await room.store.join('b', null)
  return async () => {
    expect(room.errors).toEqual([])
    await room.close()
  }
})

async function ask(path: string, body?: unknown, who: Record<string, string> = instructor) {
  const response = await fetch(room.url + path, {
    headers: { 'Content-Type': 'application/json', ...who },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const type = response.headers.get('Content-Type') ?? ''
  return {
    status: response.status,
    type,
    text,
    json: type.includes('json') ? JSON.parse(text) : null,
  }
}

async function openBoard() {
  const { events, close } = await readEvents(`${room.url}/api/board/events`, instructor)
  const told = events as unknown as BoardEvent[]
  await eventually(() => told.some(({ event }) => event === 'board'))
  return { told, close }
}

const posts = ['notice', 'hint', 'claim', 'done', 'follow', 'timer', 'shared-ip', 'end']
const gets = ['', '/events', '/join', '/qr.svg', '/export.csv', '/export.json']

test.each([
  ...posts.map((name) => [`/${name}`, {}] as const),
  ...gets.map((path) => [path, undefined] as const),
])('/api/board%s: a learner gets 403, nobody known 401', async (path, body) => {
  expect((await ask(`/api/board${path}`, body, { 'X-Learner': 'a' })).status).toBe(403)
  expect((await ask(`/api/board${path}`, body, {})).status).toBe(401)
})

test('the board begins whole; a change arrives within a second, and totals once a second', async () => {
  const { told, close } = await openBoard()
  const [board] = told.flatMap((one) => (one.event === 'board' ? [one.data] : []))
  expect(board?.learners.map(({ id }) => id).sort()).toEqual(['a', 'b'])
  expect(board?.totals).toMatchObject({ joined: 2, here: 0, stuck: [] })
  await room.store.help('b', true)
  const rows = await eventually(() => told.find(({ event }) => event === 'learners')?.data)
  expect(rows).toMatchObject([{ id: 'b', help: { claimedBy: null } }])
  await room.store.pace('a', 'slower')
  await eventually(() => told.some((one) => one.event === 'totals' && one.data.slower === 1))
  await room.store.leave('a')
  await eventually(() => told.some((one) => one.event === 'gone' && one.data.id === 'a'))
  close()
})

test('a second board is whole too, and both hear what one instructor says', async () => {
  const one = await openBoard()
  const two = await openBoard()
  expect((await ask('/api/board/notice', { text: 'Break\nuntil eleven' })).status).toBe(200)
  for (const { told, close } of [one, two]) {
    const heard = await eventually(() => told.find(({ event }) => event === 'state')?.data)
    expect(heard).toMatchObject({ notice: { text: 'Break\nuntil eleven' } })
    close()
  }
})

test('two instructors cannot both claim one hand', async () => {
  await room.store.help('a', true)
  const claims = await Promise.all(
    ['Grace', 'Alan'].map((by) => ask('/api/board/claim', { id: 'a', by })),
  )
  expect(claims.map(({ status }) => status).sort()).toEqual([200, 409])
  const refused = claims.find(({ status }) => status === 409)
  expect(refused?.json.detail).toMatch(/^(Grace|Alan) is on the way/)
  expect((await ask('/api/board/done', { id: 'a' })).json.help).toBeNull()
})

test('hint to one, hint to all, follow-me, timer and shared IP are in the answer', async () => {
  expect((await ask('/api/board/hint', { id: 'a', text: 'Line 3' })).json.hint.text).toBe('Line 3')
  expect((await ask('/api/board/hint', { id: null, text: 'All' })).json.hint.text).toBe('All')
  const follow = await ask('/api/board/follow', { path: '/lessons/04-a/' })
  expect(follow.json.follow).toBe('/lessons/04-a/')
  const { timer } = (await ask('/api/board/timer', { minutes: 1.5, label: 'Exercise 4' })).json
  expect(timer.endsAt - timer.startedAt).toBe(90_000)
  expect((await ask('/api/board/shared-ip', { on: true })).json.shared).toMatchObject({
    limit: 5,
    windowSeconds: 60,
    through: [],
    allowed: 0,
    refused: 0,
  })
  expect((await ask('/api/board/shared-ip', { on: false })).json.shared).toBeNull()
})

test.each([
  ['/notice', { text: 'x'.repeat(501) }, '501'],
  ['/notice', {}, 'text'],
  ['/hint', { text: 'x' }, 'id'],
  ['/follow', { path: 'https://evil.example/' }, 'path'],
  ['/follow', { path: 'javascript:alert(1)' }, 'path'],
  ['/timer', { minutes: -1 }, 'minutes'],
  ['/timer', { minutes: 1000 }, 'minutes'],
  ['/end', {}, 'confirm'],
])('%s with %j is 400 and names it', async (path, body, words) => {
  const answer = await ask(`/api/board${path}`, body)
  expect([answer.status, answer.json.detail]).toEqual([400, expect.stringContaining(words)])
})

test('the CSV has a row for each learner, and no cell that a spreadsheet would run', async () => {
  await room.store.place('b', { path: '/lessons/04-a/', lesson: '04-a', exerciseOpen: null })
  await room.store.check('b', {
    lesson: '04-a',
    passed: 1,
    total: 2,
    failing: 'the sixth, "late" request gets 429',
    home: true,
  })
  const { text, type } = await ask('/api/board/export.csv')
  expect(type).toMatch(/text\/csv/)
  const [head, first, second, ...rest] = text.split('\r\n')
  expect(head).toBe(
    'seat,name,joined,last active,last progress,place,04-a,checked lesson,checks passed,checks,failing check',
  )
  expect(first).toContain(`1,"'=HYPERLINK(""http://evil.example"")",`)
  expect(second).toMatch(/^2,,/)
  expect(second).toContain('begun,04-a,1,2,"the sixth, ""late"" request gets 429"')
  expect(rest).toEqual([''])
})

test('the JSON has the same, with names only of those who gave one', async () => {
  const { json } = await ask('/api/board/export.json')
  expect(json).toMatchObject({
    room: 'Test room',
    learners: [{ seat: 1 }, { seat: 2, name: null }],
  })
  expect(JSON.stringify(json)).not.toContain('"id"')
})

test('the QR code is a picture of our own server', async () => {
  const { text, type } = await ask('/api/board/qr.svg')
  expect(type).toMatch(/^image\/svg\+xml/)
  expect(text).toMatch(/^<svg/)
  expect(text).not.toContain('style=')
})

test('the end is told to every board, and then there is nothing to export', async () => {
  const { told, close } = await openBoard()
  expect((await ask('/api/board/end', { confirm: true })).status).toBe(204)
  await eventually(() => told.some(({ event }) => event === 'ended'))
  expect((await ask('/api/board/export.json')).status).toBe(410)
  close()
})

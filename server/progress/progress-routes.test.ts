import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveApi } from '../testing/serve-api.ts'
import type { Progress } from './contract.ts'
import { createProgressFile } from './progress-file.ts'
import { createProgressRoutes } from './progress-routes.ts'

const folder = mkdtempSync(join(tmpdir(), 'progress-routes-'))
const path = join(folder, 'progress.json')
let server: Awaited<ReturnType<typeof serveApi>>

beforeAll(async () => {
  const file = createProgressFile({ path, log: () => undefined })
  server = await serveApi({ '/': createProgressRoutes(() => file) })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

const put = (body: string) =>
  fetch(server.url, { method: 'PUT', body, headers: { 'Content-Type': 'application/json' } })
const read = { sections: { s: '2026-11-23T10:00:01.000Z' }, quizzes: {}, exercises: {} }
const progress = { version: 1, lessons: { '04-a': read } }

test('what was put is there for the next who asks', async () => {
  expect(await (await put(JSON.stringify(progress))).json()).toEqual({ progress })
  const answer = await fetch(server.url)
  expect(answer.headers.get('Cache-Control')).toBe('no-store')
  expect(await answer.json()).toEqual({ progress })
})

test.each([
  ['{"version":1}', 'lessons is missing'],
  [
    '{"version":1,"lessons":{"a":{"sections":{"s":"yesterday"},"quizzes":{},"exercises":{}}}}',
    'lessons.a.sections.s is \\"yesterday\\"',
  ],
  ['{"version":1,"lessons":{},"admin":true}', 'the whole is'],
  [
    '{"version":1,"startedOver":"2099-01-01T00:00:00.000Z","lessons":{}}',
    'startedOver is \\"2099-01-01T00:00:00.000Z\\": it lies more than a day ahead',
  ],
  ['{"version":1,"less', 'cannot read PUT /: its body is no JSON, or is cut off'],
  [JSON.stringify('x'.repeat(600_000)), 'its body may have at most 524288 bytes'],
])('%.40s is refused with the field named, and changes nothing', async (body, words) => {
  await put(JSON.stringify(progress))
  const answer = await put(body)
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.status).toBeLessThan(500)
  expect(answer.headers.get('Content-Type')).toContain('application/problem+json')
  expect(await answer.text()).toContain(words)
  expect(await (await fetch(server.url)).json()).toEqual({ progress })
})

test.each([
  [{ 'Content-Encoding': 'gzip' }, 400, 'its compressed body is damaged'],
  [{ 'Content-Encoding': 'lzma' }, 415, 'its Content-Encoding \\"lzma\\" is not known'],
  [{ 'Content-Type': 'application/json; charset=klingon' }, 415, 'its charset \\"klingon\\"'],
])('a body with %o is %i and says why', async (headers, status, words) => {
  const answer = await fetch(server.url, {
    method: 'PUT',
    body: '{}',
    headers: { 'Content-Type': 'application/json', ...headers },
  })
  expect(answer.status).toBe(status)
  expect((await answer.text()).toLowerCase()).toContain(words.toLowerCase())
})

test('a name that every object has is a name like others', async () => {
  const odd = `{"version":1,"lessons":{"constructor":${JSON.stringify(read)}}}`
  const answer = (await (await put(odd)).json()) as { progress: Progress }
  expect(Object.entries(answer.progress.lessons)).toContainEqual(['constructor', read])
})

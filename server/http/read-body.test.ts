import { expect, test } from 'vitest'
import { z } from 'zod'
import { ttlOptions } from '../labs/ttl/contract.ts'
import { serveApi } from '../testing/serve-api.ts'
import { createBodyReader, readShape } from './read-body.ts'

test.each([
  ['nothing', undefined, 'must be a JSON object'],
  ['a list', [], 'must be a JSON object'],
  [
    'an unknown word',
    { trouble: 'rain' },
    'trouble: must be one of persist, set, bad-expire, every-hit',
  ],
  ['half a number', { limit: 1.5 }, 'limit: must be a whole number from 1 to 20, got 1.5'],
  ['a field too many', { colour: 1 }, 'must not have colour'],
])('%s is refused in words, not in those of the checker', (_what, value, words) => {
  expect(() => readShape(ttlOptions, value)).toThrow(words)
})

const shape = z.strictObject({
  name: z.string().min(2).max(5),
  count: z.number().positive().max(9).optional(),
  tags: z.array(z.string()).max(1).optional(),
  password: z.string().max(5, 'password is longer than 5 characters').optional(),
})

test.each([
  [{}, 'name: must be a string, got nothing.'],
  [{ name: 'A' }, 'name: must be at least 2 characters, got "A".'],
  [{ name: 'Adaline' }, 'name: must be at most 5 characters, got "Adaline".'],
  [{ name: 'Ada', count: 0 }, 'count: must be more than 0, got 0.'],
  [{ name: 'Ada', count: 10 }, 'count: must be at most 9, got 10.'],
  [{ name: 'Ada', tags: ['a', 'b'] }, 'tags: must be at most 1 entries, got ["a","b"].'],
  [{ name: 'Ada', age: 1 }, 'The body: must not have age, got {"name":"Ada","age":1}.'],
  [{ name: 'Ada', password: 'hunter2' }, 'password is longer than 5 characters.'],
])('%j is refused with its field, its bound and what was received', (value, sentence) => {
  expect(() => readShape(shape, value, { secret: ['password'] })).toThrow(
    expect.objectContaining({ message: sentence, status: 400 }),
  )
})

test.each([
  ['{"name":"Ada"}', 'application/json', 200, ''],
  [
    '{"name":"Ada"}',
    'text/plain',
    400,
    'must be sent as application/json, got \\"text/plain\\". Try',
  ],
  ['', 'application/json', 400, 'name: must be a string, got nothing. Try again.'],
  ['{"name":', 'application/json', 400, 'no JSON'],
  [JSON.stringify({ name: 'x'.repeat(2000) }), 'application/json', 413, 'At most a name.'],
])('the body "%s" as %s gets %i', async (body, type, status, words) => {
  const read = createBodyReader({ limit: '1kb', after: 'Try again.', tooLarge: 'At most a name.' })
  const server = await serveApi({ '/': async (req, res) => void res.json(await read(shape, req)) })
  const headers = { 'Content-Type': type }
  const answer = await fetch(server.url, { method: 'POST', headers, body })
  const text = await answer.text()
  await server.close()
  expect(answer.status).toBe(status)
  expect(text).toContain(words)
})

import { expect, test } from 'vitest'
import type { Answer } from '../../core/ask.ts'
import { refusalOf } from './refusal-of.ts'

const answer = (kind: 'failed', body: string): Answer => ({
  ...{ kind, reason: '409 Conflict', status: 409, statusText: 'Conflict', headers: [], body },
  durationMs: 1,
})

test.each([
  [
    '{"title":"The keyspace is full","detail":"The keyspace holds 1000 keys."}',
    'The keyspace holds 1000 keys.',
  ],
  ['{"detail":5}', null],
  ['<html>', null],
])('%s says %s', (body, said) => {
  expect(refusalOf([answer('failed', body)])).toBe(said)
})

test('where nothing was refused there is nothing to say', () => {
  expect(refusalOf([])).toBeNull()
})

import { expect, test } from 'vitest'
import { ttlOptions } from '../labs/ttl/ttl.ts'
import { readShape } from './read-body.ts'

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

import { expect, test } from 'vitest'
import { formatCall, formatReply } from './valkey-notation.ts'

test('replies as valkey-cli writes them', () => {
  expect(formatReply(3)).toBe('(integer) 3')
  expect(formatReply(null)).toBe('(nil)')
  expect(formatReply([])).toBe('(empty array)')
  expect(formatReply('WRONGTYPE "x"')).toBe('"WRONGTYPE \\"x\\""')
  expect(formatReply([3, 41_230])).toBe('1) (integer) 3\n2) (integer) 41230')
})

test('arrays within arrays stand under their own number, ten and more lined up', () => {
  expect(formatReply([[1, 2], [3]])).toBe('1) 1) (integer) 1\n   2) (integer) 2\n2) 1) (integer) 3')
  const ten = formatReply(Array.from({ length: 10 }, () => 0)).split('\n')
  expect([ten[0], ten[9]]).toEqual([' 1) (integer) 0', '10) (integer) 0'])
})

test('the call with this hit’s own keys and arguments, quoted where one word would look like two', () => {
  const call = { script: 'fixed-window.lua', keys: ['rate:a b'], args: [60], sharedBy: 1 }
  expect(formatCall({ ...call, reply: null, sentMs: 0, answeredMs: 0 })).toBe(
    'EVALSHA ‹SHA-1 of fixed-window.lua› 1 "rate:a b" 60',
  )
})

import { expect, test } from 'vitest'
import type { LiveKey } from '../../live/live-state.ts'
import { expireCommand, expireNowCommand, lookCommand, readSeconds } from './key-commands.ts'
import { keysShown } from './keys-shown.ts'

const held = (key: string): LiveKey => ({
  key,
  count: 1,
  ttlMs: 1000,
  limit: 5,
  windowSeconds: 60,
  algorithm: 'fixed-window',
  endsAt: null,
})
const keys = Object.fromEntries(
  ['rate:a', 'rate:you', 'rate:b', 'other:A'].map((key) => [key, held(key)]),
)

test('one’s own key comes first, the others in the order they became known', () => {
  const { shown, more, found } = keysShown(keys, { yourKey: 'rate:you', filter: '', most: 3 })
  expect(shown.map(({ key }) => key)).toEqual(['rate:you', 'rate:a', 'rate:b'])
  expect({ more, found }).toEqual({ more: 1, found: 4 })
})

test('the filter knows no capitals', () => {
  const { shown } = keysShown(keys, { yourKey: null, filter: ' :a', most: 10 })
  expect(shown.map(({ key }) => key)).toEqual(['rate:a', 'other:A'])
})

test('a key is read in the way of its type', () => {
  const look = (more: Partial<LiveKey>) => lookCommand({ ...held('rate:a'), ...more })
  expect(look({ type: 'string' })).toBe('GET rate:a')
  expect(look({ type: 'zset' })).toBe('ZRANGE rate:a -20 -1 WITHSCORES')
  expect(look({ type: 'hash' })).toBe('HGETALL rate:a')
  expect(look({ type: 'list', algorithm: 'gcra' })).toBe('TYPE rate:a')
})

test('before its type has been read, it is the one that its algorithm makes', () => {
  const look = (algorithm: LiveKey['algorithm']) => lookCommand({ ...held('rate:a'), algorithm })
  expect(look('fixed-window')).toBe('GET rate:a')
  expect(look('sliding-window-log')).toBe('ZRANGE rate:a -20 -1 WITHSCORES')
  expect(look('sliding-window-counter')).toBe('HGETALL rate:a')
})

test('a key with blanks or quotes is quoted as the console reads it', () => {
  expect(expireCommand('rate:a b', 5)).toBe('EXPIRE "rate:a b" 5')
  expect(expireNowCommand('rate:"\n')).toBe('PEXPIRE "rate:\\"\\x0a" 1')
})

test.each([
  ['5', 5],
  [' 60 ', 60],
  ['31536000', 31_536_000],
  ['0', null],
  ['-1', null],
  ['0.5', null],
  ['1e3', null],
  ['31536001', null],
  ['1000000000', null],
  ['', null],
  ['five', null],
])('%j seconds are %j', (typed, seconds) => {
  expect(readSeconds(typed)).toBe(seconds)
})

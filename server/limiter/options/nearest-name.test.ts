import { expect, test } from 'vitest'
import { nearestName } from './nearest-name.ts'

const known = ['limit', 'windowSeconds', 'deadlineMs', 'headers', 'name', 'prefix']

test.each([
  ['limits', 'limit'],
  ['Limit', 'limit'],
  ['windowSecond', 'windowSeconds'],
  ['windowsSecond', 'windowSeconds'],
  ['window_seconds', 'windowSeconds'],
  ['deadlineMS', 'deadlineMs'],
  ['header', 'headers'],
  ['max', 'limit'],
  ['windowMs', 'windowSeconds'],
  ['colour', undefined],
  ['', undefined],
  ['x'.repeat(100_000), undefined],
  ['constructor', undefined],
])('who writes %j means %s', (unknown, meant) => {
  expect(nearestName(unknown, known)).toBe(meant)
})

test('another library’s word is only translated where its meaning is known', () => {
  expect(nearestName('redis', known)).toBe(undefined)
  expect(nearestName('redis', [...known, 'valkey'])).toBe('valkey')
})

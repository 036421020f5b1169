import { expect, test } from 'vitest'
import { createLineSplitter } from './ask-lines.ts'

test('lines come out whole, however the text was cut, and heartbeats are left out', () => {
  const lines = createLineSplitter()
  expect(lines('{"a":1}\n{"b"')).toEqual(['{"a":1}'])
  expect(lines(':2}')).toEqual([])
  expect(lines('\n\n\n{"c":3}\n')).toEqual(['{"b":2}', '{"c":3}'])
})

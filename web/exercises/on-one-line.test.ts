import { expect, test } from 'vitest'
import { onOneLine } from './on-one-line.ts'

test('a short list or object stands on one line', () => {
  expect(onOneLine('[\n  200,\n  200,\n  429,\n]')).toBe('[200, 200, 429]')
  expect(onOneLine('{\n  "kind": "limited",\n  "left": 7,\n}')).toBe(
    '{ "kind": "limited", "left": 7 }',
  )
})

test('a long one, and what is neither, stays as it is', () => {
  const long = `[\n${Array.from({ length: 12 }, () => '  "default;q=2"').join(',\n')},\n]`
  expect(onOneLine(long)).toBe(long)
  expect(onOneLine('match /^"default"/')).toBe('match /^"default"/')
  expect(onOneLine('"a\nb"')).toBe('"a\nb"')
})

import { expect, test } from 'vitest'
import { readOptions } from './options.ts'

test('without options: every load, many short rounds, and the cost over existing keys', () => {
  const options = readOptions([])
  expect(options).toMatchObject({ rounds: 31, seconds: 0.3, existingKeys: true })
  expect(options?.scenarios).toHaveLength(12)
  expect(options?.only).toContain('bare')
  expect(options?.only).not.toContain('flexible-block')
})

test('--quick is three loads that fit into a minute', () => {
  const options = readOptions(['--quick'])
  expect(options?.scenarios).toHaveLength(3)
  expect(options?.existingKeys).toBe(false)
  const turns = 3 * (options?.only.length ?? 0) * (options?.rounds ?? 0)
  expect(turns * (options?.seconds ?? 60)).toBeLessThan(40)
})

test('bare Express is measured with whatever --only names, once', () => {
  expect(readOptions(['--only', 'ours'])?.only).toEqual(['bare', 'ours'])
  expect(readOptions(['--only', 'ours,bare'])?.only).toEqual(['bare', 'ours'])
})

test('one load can be picked', () => {
  const args = ['--connections', '100', '--keys', '10000', '--outcome', 'blocked']
  expect(readOptions(args)?.scenarios).toEqual([
    { connections: 100, keys: 10_000, outcome: 'blocked' },
  ])
})

test('keys alone measures no server', () => {
  expect(readOptions(['keys'])).toMatchObject({ scenarios: [], existingKeys: true })
})

test('--help is nothing to measure', () => {
  expect(readOptions(['--help'])).toBeUndefined()
})

test.each([
  [['--rounds', '0'], '--rounds must be a whole number from 1 to 100, got "0"'],
  [['--rounds', '1.5'], '--rounds must be a whole number from 1 to 100, got "1.5"'],
  [['--seconds', 'long'], '--seconds must be a number from 0.1 to 60, got "long"'],
  [['--connections', '1,,2'], '--connections must be a whole number from 1 to 1000, got ""'],
  [['--outcome', 'all'], '--outcome must be pass or blocked, got "all"'],
  [['everything'], 'bench knows the word "keys", got "everything"'],
])('%j is refused in a sentence', (args, sentence) => {
  expect(() => readOptions(args)).toThrow(sentence)
})

test('an unknown server is refused with the names there are', () => {
  expect(() => readOptions(['--only', 'theirs'])).toThrow(/--only knows bare, .*got "theirs"/)
})

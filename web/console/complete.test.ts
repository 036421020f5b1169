import { expect, test } from 'vitest'
import type { ConsoleCommand } from '../../server/console/contract.ts'
import { complete } from './complete.ts'
import { helpText } from './help-text.ts'

const one = { first: 1, last: 1, step: 1 }
const commands: ConsoleCommand[] = [
  { name: 'GET', syntax: 'GET key', keys: one, summary: 'Returns the value.', since: '1.0.0' },
  { name: 'GETDEL', syntax: 'GETDEL key', keys: one },
  { name: 'SET', syntax: 'SET key value [NX | XX] [EX seconds]', keys: one },
  { name: 'MSET', syntax: 'MSET key value [key value ...]', keys: { first: 1, last: -1, step: 2 } },
  { name: 'OBJECT ENCODING', syntax: 'OBJECT ENCODING key', keys: { first: 2, last: 2, step: 1 } },
  { name: 'OBJECT IDLETIME', syntax: 'OBJECT IDLETIME key', keys: { first: 2, last: 2, step: 1 } },
  { name: 'INFO', syntax: 'INFO section [section ...]', keys: null, words: ['stats', 'memory'] },
]
const keys = ['rate:127.0.0.1', '{lab:home}:rate:5x60:gcra:user:ada']

test.each([
  ['ge', '', ['GET', 'GETDEL']],
  ['GET', '', ['GETDEL']],
  ['  ge', '  ', ['GET', 'GETDEL']],
  ['obj', '', ['OBJECT']],
  ['h', '', ['HELP']],
  ['object ', 'object ', ['ENCODING', 'IDLETIME']],
  ['object e', 'object ', ['ENCODING']],
  ['GET ', 'GET ', keys],
  ['GET r', 'GET ', ['rate:127.0.0.1']],
  ['GET R', 'GET ', []],
  ['GET rate:127.0.0.1', 'GET ', []],
  ['GET rate:127.0.0.1 ', 'GET rate:127.0.0.1 ', []],
  ['OBJECT ENCODING {', 'OBJECT ENCODING ', ['{lab:home}:rate:5x60:gcra:user:ada']],
  ['MSET a 1 ', 'MSET a 1 ', keys],
  ['MSET a 1 b r', 'MSET a 1 b ', []],
  ['SET a 1 e', 'SET a 1 ', ['EX']],
  ['SET a 1 EX 5 ', 'SET a 1 EX 5 ', ['NX', 'XX']],
  ['INFO st', 'INFO ', ['stats']],
  ['help g', 'help ', ['GET', 'GETDEL']],
  ['nosuch ', 'nosuch ', []],
  ['', '', []],
  ['   ', '   ', []],
  ['GET "ra', 'GET ', []],
])('%j may become %s + %j', (line, before, candidates) => {
  expect(complete(line, { commands, keys })).toEqual({ before, candidates })
})

test('a key that would have to be quoted is not offered', () => {
  expect(complete('GET ', { commands, keys: ['rate:a b', 'rate:"'] }).candidates).toEqual([])
})

test('HELP lists what there is, and tells about one in valkey-cli’s form', () => {
  expect(helpText('help', commands)).toContain('  OBJECT ENCODING key\n')
  expect(helpText('HELP get', commands)).toBe(
    '  GET key\n  summary: Returns the value.\n  since: 1.0.0',
  )
  expect(helpText('help object idletime', commands)).toBe('  OBJECT IDLETIME key')
  expect(helpText('help eval', commands)).toContain('EVAL is not one of the commands here')
})

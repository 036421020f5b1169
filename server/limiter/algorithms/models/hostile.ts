// Generators of what a limiter should never be given, and one day is.
import fc from 'fast-check'
import type { Asked } from './model.ts'

/** What a key may already hold: a command's name and what follows the key; none for no key. */
export type Held = {
  type: 'none' | 'string' | 'hash' | 'zset' | 'list' | 'set' | 'stream'
  write: string[]
}

export type HostileCase = {
  suffix: string
  held: Held
  /** Whether what is held has an expiry of its own. */
  expires: boolean
  limit: number
  windowMs: number
  asked: Asked[]
}

const suffix = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    'a b',
    '\n',
    'a\r\nb',
    '\0',
    'a\0b',
    '{}',
    '{',
    '}',
    '{a}{b}',
    'ı İ ß 😀',
    '*',
    '$6',
  ),
  fc.constant('x'.repeat(10_000)),
)

const farUs = [
  '0',
  '5',
  '1763900000000000',
  '4000000000000000',
  '9007199254740993',
  '9'.repeat(400),
]
const noNumber = [
  '',
  'banana',
  '-1',
  '0.5',
  'nan',
  'inf',
  '-inf',
  '0x10',
  '1e400',
  ' 7',
  '7 ',
  '\0',
  '٣',
]
const number = fc.constantFrom(...farUs, ...noNumber)
const score = fc.constantFrom(...farUs.slice(0, -1), 'inf', '-inf', '-1', '0.5', '1e300')

const held: fc.Arbitrary<Held> = fc.oneof(
  fc.constant<Held>({ type: 'none', write: [] }),
  fc
    .oneof(
      number,
      fc.tuple(number, number).map((both) => both.join(' ')),
      fc.string({ unit: 'binary', maxLength: 20 }),
    )
    .map((text): Held => ({ type: 'string', write: ['SET', text] })),
  fc.tuple(number, number, number).map(
    ([startUs, current, previous]): Held => ({
      type: 'hash',
      write: ['HSET', 'startUs', startUs, 'current', current, 'previous', previous],
    }),
  ),
  fc.constant<Held>({ type: 'hash', write: ['HSET', 'name', 'somebody else’s'] }),
  fc
    .array(fc.tuple(score, fc.string({ maxLength: 8 })), { minLength: 1, maxLength: 30 })
    .map((entries): Held => ({ type: 'zset', write: ['ZADD', ...entries.flat()] })),
  fc.constantFrom<Held>(
    { type: 'list', write: ['RPUSH', 'a', 'b'] },
    { type: 'set', write: ['SADD', 'a'] },
    { type: 'stream', write: ['XADD', '*', 'a', 'b'] },
  ),
)

export const hostileCase: fc.Arbitrary<HostileCase> = fc.record({
  suffix,
  held,
  expires: fc.boolean(),
  limit: fc.constantFrom(1, 2, 3, 10, 1000),
  windowMs: fc.constantFrom(1000, 60_000, 3_600_000),
  asked: fc.array(fc.constantFrom<Asked>('take', 'take', 'peek'), { minLength: 1, maxLength: 5 }),
})

import { expect, test } from 'vitest'
import { readList, readQuotas } from './structured-field.ts'

test.each([
  '"default";q=5;w=60',
  '"default";w=60;q=5',
  '"default"; q=5;  w=60',
  ' "default";q=5;w=60;pk=:Y2xpZW50:;qu="requests";partial ',
])('%s says five in sixty seconds', (field) => {
  expect(readQuotas(field, ['q', 'w'])).toEqual({ default: { q: 5, w: 60 } })
})

test('several members, in any order and with any spaces', () => {
  const both = { a: { r: 1 }, b: { r: 0 } }
  expect(readQuotas('"a";r=1,"b";r=0', ['r'])).toEqual(both)
  expect(readQuotas('"b";r=0 ,\t "a";r=1', ['r'])).toEqual(both)
})

test.each(['default;q=5', '"default";q', '"default";q=5.0', '"default";q="5"', '5;q=5'])(
  '%s does not say a quota of five',
  (field) => {
    expect(readQuotas(field, ['q'])).not.toEqual({ default: { q: 5 } })
  },
)

test.each(['"default;q=5', '"default";q=5,', '"a" "b"', '"default";Q=5', '"a";;q=5'])(
  '%s is no list',
  (field) => {
    expect(readList(field)).toBeUndefined()
  },
)

test('a quoted name may have any sign in it', () => {
  expect(readList('"a \\"b\\" \\\\ ,;="')).toEqual([{ item: 'a "b" \\ ,;=', parameters: {} }])
})

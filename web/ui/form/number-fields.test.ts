import { expect, test } from 'vitest'
import { readNumberFields, readWholeNumber } from './number-fields.ts'

const bounds = { least: 1, most: 200 }

test.each([
  ['20', 20],
  [' 200 ', 200],
  ['1', 1],
  ['2e1', 20],
  ['5.0', 5],
])('%j is %d', (text, value) => {
  expect(readWholeNumber(text, bounds)).toBe(value)
})

test.each(['', '0', '-1', '201', '1e9', '0.5', 'five', '0x10', '1 0', 'Infinity', '1e999'])(
  '%j is none from 1 to 200',
  (text) => {
    expect(readWholeNumber(text, bounds)).toBeNull()
  },
)

test('all fields, or the names of the wrong ones', () => {
  const both = { clients: bounds, limit: { least: 1, most: 1000 } }
  expect(readNumberFields({ clients: '20', limit: '5' }, both)).toEqual({
    values: { clients: 20, limit: 5 },
  })
  expect(readNumberFields({ clients: '0', limit: '5' }, both)).toEqual({ wrong: ['clients'] })
})

import { expect, test } from 'vitest'
import { excerpt } from './excerpt.ts'

const text = (parts: { text: string }[]) => parts.map((part) => part.text).join('')
const filler = (count: number) => Array.from({ length: count }, (_, n) => `word${n}`).join(' ')

test('a short text is shown whole, its hits marked', () => {
  expect(excerpt('The counter, and its expiry.', ['counter', 'expiry'])).toEqual([
    { text: 'The ', marked: false },
    { text: 'counter,', marked: true },
    { text: ' and its ', marked: false },
    { text: 'expiry.', marked: true },
  ])
})

test('a long text is cut around where the most hits stand together', () => {
  const long = `${filler(40)} counter ${filler(60)} counter expiry ${filler(60)}`
  const shown = text(excerpt(long, ['counter', 'expiry']))
  expect(shown).toContain('counter expiry')
  expect(shown).toMatch(/^… .*…$/)
  expect(shown.split(/\s+/).length).toBeLessThan(40)
})

test('without a hit it is the beginning', () => {
  expect(text(excerpt(`Start ${filler(60)}`, []))).toMatch(/^Start word0/)
})

import MiniSearch from 'minisearch'
import { expect, test } from 'vitest'
import { findablePages } from '../../app/palette/findable-pages.ts'
import { readSearchDocuments } from '../../build/search-documents.ts'
import { indexOptions } from '../../core/search-options.ts'
import { openSearch } from './search.ts'

const index = new MiniSearch(indexOptions)
index.addAll(await readSearchDocuments(process.cwd()))
const search = openSearch(JSON.stringify(index), findablePages())

const paths = (query: string) => search(query).map(({ id }) => id)
const marked = (query: string) =>
  search(query)[0]?.excerpt.flatMap(({ text, marked }) => (marked ? text : [])) ?? []

test('a section of a lesson is found by its words, and the place in it is marked', () => {
  const [first] = search('twenty GET reach Valkey before SET')
  expect(first?.id).toBe('/lessons/04-atomic-counter/#read-add-one-write-back')
  expect(first?.place).toBe('4 · The atomic counter (Lua)')
  expect(marked('lost expiry PERSIST')).toEqual(
    expect.arrayContaining([expect.stringMatching(/expiry/i)]),
  )
})

test('a term is found in the glossary, by its other name too', () => {
  expect(paths('GCRA')).toContain('/glossary/#gcra')
  expect(paths('time to live')[0]).toBe('/glossary/#ttl')
})

test('the beginning of a word, a slip of the finger, other cases and Turkish letters find the same', () => {
  expect(paths('middlew')).toContain('/lessons/05-express-middleware/')
  expect(paths('middelware')).toContain('/lessons/05-express-middleware/')
  expect(paths('ŞAKA')).toEqual(paths('saka'))
  expect(paths('şaka').length).toBeGreaterThan(0)
})

test('words that stand nowhere together still find something; nonsense finds nothing', () => {
  expect(paths('playground PERSIST').length).toBeGreaterThan(0)
  expect(paths('qqzzxx')).toEqual([])
})

test('pages are found', () => {
  expect(paths('playground')[0]).toBe('/playground/')
})

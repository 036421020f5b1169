import type { ElementContent, Root } from 'hast'
import { expect, test } from 'vitest'
import { readGlossary } from './read-glossary.ts'
import { termPlugin } from './term-plugin.ts'

const terms = [
  { id: 'window', term: 'window', also: ['windows'], text: '' },
  { id: 'sliding-window-log', term: 'sliding window log', also: [], text: '' },
  { id: '429', term: '429', also: [], text: '' },
]
const text = (value: string): ElementContent => ({ type: 'text', value })
const element = (tagName: string, ...children: ElementContent[]): ElementContent => ({
  type: 'element',
  tagName,
  properties: {},
  children,
})

/** The tree as text, its terms in brackets with their ids. */
function marked(...children: ElementContent[]): string {
  const tree: Root = { type: 'root', children }
  termPlugin({ readTerms: () => terms })(tree)
  const spell = (node: Root | ElementContent): string => {
    if (node.type === 'text') return node.value
    const inner =
      'children' in node
        ? node.children.map((child) => spell(child as ElementContent)).join('')
        : ''
    if (node.type !== 'mdxJsxTextElement') return inner
    const [id] = node.attributes
    return `[${inner}=${id?.type === 'mdxJsxAttribute' ? id.value : ''}]`
  }
  return spell(tree)
}

test('the first of a section is marked, whatever its spelling; the next section begins anew', () => {
  const sentence = () => element('p', text('Windows end, a window begins.'))
  expect(marked(sentence(), sentence(), element('h2', text('Next')), sentence())).toBe(
    '[Windows=window] end, a window begins.Windows end, a window begins.Next[Windows=window] end, a window begins.',
  )
})

test('the longest term wins, and only whole words count', () => {
  expect(
    marked(element('p', text('A sliding window log, subwindows, window-wide, 4290 and a 429.'))),
  ).toBe(
    'A [sliding window log=sliding-window-log], subwindows, window-wide, 4290 and a [429=429].',
  )
})

test('code, links, headings and tables are left alone', () => {
  const all = ['code', 'a', 'h3', 'table', 'pre'].map((tag) => element(tag, text('window ')))
  expect(marked(...all)).toBe('window '.repeat(5))
})

test('a term inside of emphasis is marked', () => {
  expect(marked(element('p', element('em', text('window'))))).toBe('[window=window]')
})

test('the glossary of the lessons can be read, in order, each term with its own address', () => {
  const glossary = readGlossary(process.cwd())
  expect(glossary.length).toBeGreaterThan(40)
  expect(new Set(glossary.map(({ id }) => id)).size).toBe(glossary.length)
  const names = glossary.map(({ term }) => term.toLowerCase())
  expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')))
})

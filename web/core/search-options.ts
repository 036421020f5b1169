// How text becomes words, the same when the index is built and when it is asked.
import type { Options, SearchOptions } from 'minisearch'

export type SearchDocument = {
  /** Its address in the workbook. */
  id: string
  kind: 'lesson' | 'term' | 'lab' | 'page'
  /** What it stands in: a section's lesson. Empty for what stands by itself. */
  place: string
  title: string
  /** What else it is called: found like a title, not shown. */
  otherNames?: string
  text: string
}

export const indexOptions: Options<SearchDocument> = {
  fields: ['title', 'otherNames', 'place', 'text'],
  storeFields: ['kind', 'place', 'title', 'text'],
  processTerm: foldWord,
}

export const searchOptions: SearchOptions = {
  boost: { title: 4, otherNames: 4, place: 1.5 },
  // Half a word finds the whole, and a slip of the finger is forgiven in longer ones.
  prefix: true,
  fuzzy: (term) => (term.length > 4 ? 0.2 : false),
  combineWith: 'AND',
}

/** Lower case without marks, Turkish letters too: "Şaka", "saka" and "SAKA" are one word. */
export function foldWord(word: string): string {
  return word
    .toLocaleLowerCase('tr')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ı', 'i')
}

import MiniSearch, { type SearchResult } from 'minisearch'
import { indexOptions, type SearchDocument, searchOptions } from '../../core/search-options.ts'
import { type ExcerptPart, excerpt } from './excerpt.ts'

export type Found = Omit<SearchDocument, 'text'> & { excerpt: ExcerptPart[] }

export type Search = (query: string) => Found[]

const mostResults = 12

/** `json` is the index as search-plugin.ts wrote it; `pages` are found too. */
export function openSearch(json: string, pages: SearchDocument[]): Search {
  const index = MiniSearch.loadJSON(json, indexOptions)
  index.addAll(pages)
  return function search(query) {
    const all = index.search(query, searchOptions)
    // All words, or else any of them: a question in many words still finds something.
    const results =
      all.length > 0 ? all : index.search(query, { ...searchOptions, combineWith: 'OR' })
    return results.slice(0, mostResults).map(toFound)
  }
}

function toFound({ id, kind, place, title, text, match }: SearchResult): Found {
  return { id, kind, place, title, excerpt: excerpt(text, Object.keys(match)) }
}

/** Loads the index; one of a page is enough. Rejects when the server is away and it was never loaded. */
export async function loadSearch(pages: SearchDocument[]): Promise<Search> {
  const { default: json } = await import('virtual:search-index')
  return openSearch(json, pages)
}

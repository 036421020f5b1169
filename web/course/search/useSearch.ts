import { useEffect, useState } from 'react'
import type { SearchDocument } from '../../core/search-options.ts'
import { loadSearch, type Search } from './search.ts'

let loaded: Promise<Search> | undefined

/** The full-text search, loaded with the first palette of a page. */
export function useSearch(pages: () => SearchDocument[]): {
  search: Search
  state: 'loading' | 'ready' | 'unavailable'
} {
  const [search, setSearch] = useState<Search | null>(null)
  const [failed, setFailed] = useState(false)

  useEffect(() => {
    let current = true
    loaded ??= loadSearch(pages())
    loaded.then(
      (found) => current && setSearch(() => found),
      () => {
        // The next palette tries again.
        loaded = undefined
        if (current) setFailed(true)
      },
    )
    return () => {
      current = false
    }
  }, [pages])

  if (search) return { search, state: 'ready' }
  return { search: () => [], state: failed ? 'unavailable' : 'loading' }
}

import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { useSearch } from 'wouter/use-browser-location'
import { formatLink, type LinkFault, readLink } from './composer-link.ts'
import type { Draft } from './composer-state.ts'

/** Browsers refuse a page that changes its address at every key stroke. */
const settleMs = 250

/** The draft in the page's own link: read when the link changes, written when the draft does. */
export function useLinkedDraft(): {
  draft: Draft
  /** What of the link could not be used; none once the draft is changed. */
  faults: LinkFault[]
  change(draft: Draft): void
} {
  const search = useSearch({ ssrSearch: '' })
  const [path, navigate] = useLocation()
  const [read, setRead] = useState(() => readLink(search))
  const written = useRef(search)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    if (search === written.current) return
    clearTimeout(timer.current)
    written.current = search
    setRead(readLink(search))
  }, [search])
  useEffect(() => () => clearTimeout(timer.current), [])

  return {
    ...read,
    change(draft) {
      setRead({ draft, faults: [] })
      clearTimeout(timer.current)
      timer.current = setTimeout(() => {
        const link = formatLink(draft)
        if (link === window.location.search) return
        written.current = link
        navigate(path + link, { replace: true })
      }, settleMs)
    },
  }
}

// Moving between pages without leaving the document: the next page's text is loaded, then everything changes at once.
import { startTransition, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { loadPage, type Page, pageHead } from './page.ts'

/** `pending`: an address has been chosen and its page is still on its way. */
export function useRoutedPage(first: Page): { page: Page; pending: boolean } {
  const [page, setPage] = useState(first)
  const [location] = useLocation()
  const [arrived, setArrived] = useState(location)
  const pending = arrived !== location
  const byHistory = useHistoryMoves()

  useEffect(() => {
    if (location === arrived) return
    let current = true
    loadPage(location).then(
      (next) => {
        if (!current) return
        startTransition(() => {
          setPage(next)
          setArrived(location)
        })
      },
      // The text cannot be loaded, most likely because a newer build has replaced it: the server has the new one.
      () => current && window.location.reload(),
    )
    return () => {
      current = false
    }
  }, [location, arrived])

  const shown = useRef(first)
  useLayoutEffect(() => {
    const { title, description } = pageHead(page)
    document.title = title
    document.querySelector('meta[name=description]')?.setAttribute('content', description)
    if (shown.current === page) return
    shown.current = page
    placeReader(byHistory.take(page.path))
  }, [page, byHistory])

  return { page, pending }
}

/** Where the page was left is kept for the way back; `take` gives it once, and only after Back or Forward. */
function useHistoryMoves(): { take(path: string): number | null } {
  const [moves] = useState(createHistoryMoves)
  useEffect(() => moves.follow(), [moves])
  return moves
}

function createHistoryMoves() {
  const left = new Map<string, number>()
  let here = typeof window === 'undefined' ? '' : window.location.pathname
  let moved = false
  return {
    take(path: string): number | null {
      here = path
      const scroll = moved ? (left.get(path) ?? 0) : null
      moved = false
      return scroll
    },
    follow() {
      // The browser would restore the position before the page's text is there; on leaving, it is its own again.
      const manual = () => {
        history.scrollRestoration = 'manual'
      }
      const native = () => {
        history.scrollRestoration = 'auto'
      }
      const note = () => left.set(here, window.scrollY)
      const back = () => {
        if (window.location.pathname !== here) moved = true
      }
      manual()
      window.addEventListener('scroll', note, { passive: true })
      window.addEventListener('popstate', back)
      window.addEventListener('pagehide', native)
      window.addEventListener('pageshow', manual)
      return () => {
        native()
        window.removeEventListener('scroll', note)
        window.removeEventListener('popstate', back)
        window.removeEventListener('pagehide', native)
        window.removeEventListener('pageshow', manual)
      }
    },
  }
}

/** A new page starts at its heading, or at the part that the address names; on the way back, where it was left. */
function placeReader(scrollY: number | null): void {
  const target = document.getElementById(decodeURIComponent(window.location.hash.slice(1)))
  const heading = target ?? document.querySelector<HTMLElement>('h1')
  heading?.setAttribute('tabindex', '-1')
  heading?.focus({ preventScroll: true })
  if (scrollY !== null) window.scrollTo({ top: scrollY, behavior: 'instant' })
  else if (target) target.scrollIntoView({ behavior: 'instant' })
  else window.scrollTo({ top: 0, behavior: 'instant' })
}

// As in exercises.css: where there is no room for the text and the drawer, the drawer is all there is.
import { useSyncExternalStore } from 'react'

const query = '(max-width: 53.75rem), (max-height: 30rem)'

export function useNarrow(): boolean {
  return useSyncExternalStore(
    follow,
    () => matchMedia(query).matches,
    () => false,
  )
}

function follow(listener: () => void): () => void {
  const list = matchMedia(query)
  list.addEventListener('change', listener)
  return () => list.removeEventListener('change', listener)
}

import { useSyncExternalStore } from 'react'

const unchanging = () => () => undefined

/** Where this page comes from, such as http://localhost:3000; the default one while prerendered. */
export function useOrigin(): string {
  return useSyncExternalStore(
    unchanging,
    () => window.location.origin,
    () => 'http://localhost:3000',
  )
}

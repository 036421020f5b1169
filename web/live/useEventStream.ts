import { useEffect, useRef } from 'react'
import { createEventStream, type EventStream, type EventStreamOptions } from './event-stream.ts'

/**
 * The page's one event stream: open while the page is visible, closed while it is hidden (browsers allow six
 * connections to a server), and opened with a fresh snapshot when it is seen again, comes back online, or on `open()`.
 */
export function useEventStream(
  handlers: Omit<EventStreamOptions, 'connect'>,
): Omit<EventStream, 'close'> {
  const latest = useRef(handlers)
  latest.current = handlers
  const stream = useRef<EventStream>(undefined)

  useEffect(() => {
    const created = createEventStream({
      onEvent: (event) => latest.current.onEvent(event),
      onConnecting: () => latest.current.onConnecting?.(),
      onLost: (loss) => latest.current.onLost(loss),
    })
    stream.current = created
    const follow = () => (document.hidden ? created.close() : created.open())
    follow()
    document.addEventListener('visibilitychange', follow)
    window.addEventListener('online', follow)
    window.addEventListener('pageshow', reopenRestored)
    function reopenRestored({ persisted }: PageTransitionEvent): void {
      if (persisted) follow()
    }
    return () => {
      document.removeEventListener('visibilitychange', follow)
      window.removeEventListener('online', follow)
      window.removeEventListener('pageshow', reopenRestored)
      created.close()
    }
  }, [])

  return {
    open: () => stream.current?.open(),
    expectEvent: (since) => stream.current?.expectEvent(since),
  }
}

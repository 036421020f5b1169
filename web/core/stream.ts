// The page's one EventSource, kept alive: opened again after every loss, and when it has been silent for too long.
import { useEffect, useRef } from 'react'

export type StreamOptions<Events> = {
  /** A route that sends its first event immediately. */
  path: string
  /** Opens the connection; a test hands in its own. */
  connect?: (path: string) => Pick<EventSource, 'addEventListener' | 'close' | 'onerror'>
  names: readonly (keyof Events & string)[]
  onEvent: (event: StreamEvent<Events>) => void
  onConnecting?: () => void
  /** `since` and `retryAt` are milliseconds since 1970: when it broke, and when it is tried again. */
  onLost: (loss: { since: number; retryAt: number }) => void
}

/** One event as it came, for example `{ type: 'hit', data: { key, count, … } }`. */
export type StreamEvent<Events> = {
  [Name in keyof Events]: { type: Name; data: Events[Name] }
}[keyof Events]

export type Stream = {
  open(): void
  close(): void
  /**
   * Call when the server must have said something since `since` (performance.now()) or will within a moment: silence
   * means that the line is dead, so it is opened anew.
   */
  expectEvent(since: number): void
}

const firstDeadlineMs = 4_000
const silenceMs = 2_500
const longestRetryMs = 10_000

/**
 * EventSource retries only some failures and says nothing about the others (a 403 or 503 ends it for good), so every
 * failure is handled here: closed, told, tried again after 0.5 s, 1 s, 2 s … 10 s.
 * Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function createStream<Events>({
  path,
  connect = (at) => new EventSource(at),
  names,
  onEvent,
  onConnecting = () => undefined,
  onLost,
}: StreamOptions<Events>): Stream {
  let source: ReturnType<typeof connect> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let lostSince: number | undefined
  let lastEventAt = 0

  function open(): void {
    close()
    if (lostSince === undefined) onConnecting()
    source = connect(path)
    for (const name of names) source.addEventListener(name, (message) => receive(name, message))
    source.onerror = lose
    timer = setTimeout(lose, firstDeadlineMs)
  }

  function receive(type: keyof Events & string, message: MessageEvent<string>): void {
    clearTimeout(silence)
    lastEventAt = performance.now()
    clearTimeout(timer)
    failures = 0
    lostSince = undefined
    onEvent({ type, data: JSON.parse(message.data) } as StreamEvent<Events>)
  }

  function lose(): void {
    close()
    lostSince ??= Date.now()
    const waitMs = Math.min(longestRetryMs, 500 * 2 ** failures) * (0.8 + 0.4 * Math.random())
    failures += 1
    timer = setTimeout(open, waitMs)
    onLost({ since: lostSince, retryAt: Date.now() + waitMs })
  }

  function close(): void {
    clearTimeout(timer)
    clearTimeout(silence)
    source?.close()
    source = undefined
  }

  return {
    open,
    close,
    expectEvent(since) {
      if (!source || lastEventAt >= since) return
      clearTimeout(silence)
      silence = setTimeout(open, silenceMs)
    },
  }
}

/**
 * A stream for as long as the component is there: open while the page is visible, closed while it is hidden (browsers
 * allow six connections to a server), and opened anew when the page is seen again, comes back online, or on `open()`.
 * `path` and `names` stay the same.
 */
export function useStream<Events>(options: StreamOptions<Events>): Omit<Stream, 'close'> {
  const latest = useRef(options)
  latest.current = options
  const stream = useRef<Stream>(undefined)
  const { path, names } = options

  useEffect(() => {
    const created = createStream<Events>({
      path,
      names,
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
  }, [path, names])

  return {
    open: () => stream.current?.open(),
    expectEvent: (since) => stream.current?.expectEvent(since),
  }
}

// The event stream of one exercise. It stays open while the page is hidden, because the learner is in their own editor
// then; but browsers allow six connections to a server, so of all hidden pages only the one seen last keeps its stream.
import type { ExerciseEvents } from '../../server/exercises/contract.ts'
import { readStored, writeStored } from '../core/stored.ts'

/** One event as it came, for example `{ type: 'result', data }`. */
export type ExerciseEvent = {
  [Name in keyof ExerciseEvents]: { type: Name; data: ExerciseEvents[Name] }
}[keyof ExerciseEvents]

export type ExerciseStreamOptions = {
  /** Opens the connection; a test hands in its own. */
  connect: () => Pick<EventSource, 'addEventListener' | 'close' | 'onerror'>
  onEvent: (event: ExerciseEvent) => void
  onLost: () => void
}

const eventNames = [
  'files',
  'checking',
  'result',
  'progress',
] as const satisfies (keyof ExerciseEvents)[]
const longestRetryMs = 5_000
const lastSeen = 'exercise-stream'

/** Follows an exercise until it is closed; every loss is told, and tried again after 0.5 s, 1 s, 2 s … 5 s. */
export function openExerciseStream({ connect, onEvent, onLost }: ExerciseStreamOptions): {
  close(): void
} {
  let source: ReturnType<typeof connect> | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0

  function open(): void {
    end()
    source = connect()
    for (const type of eventNames) {
      source.addEventListener(type, (message: MessageEvent<string>) => {
        failures = 0
        onEvent({ type, data: JSON.parse(message.data) } as ExerciseEvent)
      })
    }
    source.onerror = () => {
      end()
      onLost()
      timer = setTimeout(open, Math.min(longestRetryMs, 500 * 2 ** failures))
      failures += 1
    }
  }

  function end(): void {
    clearTimeout(timer)
    source?.close()
    source = undefined
  }

  open()
  return { close: end }
}

/**
 * Calls `open` while this page may hold a stream, `close` while it must not: another page was seen since this one was
 * hidden. Returns how to end it.
 */
export function whileSeenLast({ open, close }: { open(): void; close(): void }): () => void {
  const own = String(performance.timeOrigin + performance.now())
  let isOpen = false
  function look(): void {
    if (!document.hidden && readStored(lastSeen) !== own) writeStored(lastSeen, own)
    const may = !document.hidden || readStored(lastSeen) === own
    if (may === isOpen) return
    isOpen = may
    if (may) open()
    else close()
  }
  look()
  document.addEventListener('visibilitychange', look)
  window.addEventListener('storage', look)
  return () => {
    document.removeEventListener('visibilitychange', look)
    window.removeEventListener('storage', look)
    if (isOpen) close()
  }
}

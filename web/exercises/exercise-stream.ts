// The event stream of one exercise. It stays open while the page is hidden, because the learner is in their own editor
// then; but browsers allow six connections to a server, so of all hidden pages only the one seen last keeps its stream.
import type { ExerciseEvents } from '../../server/exercises/contract.ts'
import { readStored, writeStored } from '../core/stored.ts'
import type { StreamEvent } from '../core/stream.ts'

export type ExerciseEvent = StreamEvent<ExerciseEvents>

export const exerciseEvents = [
  'files',
  'checking',
  'result',
  'progress',
] as const satisfies (keyof ExerciseEvents)[]

const lastSeen = 'exercise-stream'

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

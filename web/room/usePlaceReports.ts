import { useEffect } from 'react'
import { ask } from '../core/ask.ts'

/** Tells the board where this learner is, whenever that changes and when the room is there again. */
export function usePlaceReports({
  path,
  exerciseOpen,
  connected,
}: {
  path: string
  exerciseOpen: string | null
  connected: boolean
}): void {
  useEffect(() => {
    if (!connected) return
    const exercise = exerciseOpen === null ? {} : { exercise: { lesson: exerciseOpen, open: true } }
    void ask('/api/room/place', { body: { path, ...exercise } })
  }, [path, exerciseOpen, connected])
}

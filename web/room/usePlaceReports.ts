import { useEffect } from 'react'
import { sendRoom } from './send-room.ts'

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
    void sendRoom('/api/room/place', { path, ...exercise })
  }, [path, exerciseOpen, connected])
}

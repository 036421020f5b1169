// In a room an exercise stays on the learner's own machine: the command that joins their workbook, and a tick that keeps
// the page where it is.
import { type ComponentType, useEffect, useState } from 'react'
import { loadSession } from './session.ts'

/** Nothing at home; in a room, loaded when it is needed. */
export function RoomExercise({ lesson }: { lesson: string }) {
  const [Part, setPart] = useState<ComponentType<{ lesson: string }> | null>(null)
  useEffect(() => {
    let here = true
    loadSession()
      .then(async (session) => {
        if (session.mode !== 'room' || session.role !== 'learner') return
        const { ExerciseInRoom } = await import('./ExerciseInRoom.tsx')
        if (here) setPart(() => ExerciseInRoom)
      })
      .catch(() => undefined)
    return () => {
      here = false
    }
  }, [])
  return Part && <Part lesson={lesson} />
}

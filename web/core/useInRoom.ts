import { useEffect, useState } from 'react'
import { loadSession } from './session.ts'

/** Whether a learner in a room reads this page; false until it is known, and at home. */
export function useInRoom(): boolean {
  const [inRoom, setInRoom] = useState(false)
  useEffect(() => {
    let here = true
    void loadSession().then((session) => {
      if (here) setInRoom(session.mode === 'room' && session.role === 'learner')
    })
    return () => {
      here = false
    }
  }, [])
  return inRoom
}

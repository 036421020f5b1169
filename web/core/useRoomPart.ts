import { type ComponentType, useEffect, useState } from 'react'
import { loadSession } from './session.ts'

/**
 * What only a learner in a room has, loaded when it is needed; null until then, and at home. `load` is the same function at
 * each drawing.
 */
export function useRoomPart<Props>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> | null {
  const [Part, setPart] = useState<ComponentType<Props> | null>(null)
  useEffect(() => {
    let here = true
    loadSession()
      .then(async (session) => {
        if (session.mode !== 'room' || session.role !== 'learner') return
        const Loaded = await load()
        if (here) setPart(() => Loaded)
      })
      .catch(() => undefined)
    return () => {
      here = false
    }
  }, [load])
  return Part
}

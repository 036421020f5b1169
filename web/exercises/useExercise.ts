// The exercise of a lesson, followed while its panel is open. Each lesson's is kept until the page is left: what is open
// in it, and the edits, are there when the learner comes back.
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useProgressStore } from '../progress/useProgress.ts'
import { noteExercise } from './exercise-list.ts'
import { createExerciseServer } from './exercise-server.ts'
import type { ExerciseState } from './exercise-state.ts'
import { createExerciseStore, type ExerciseStore } from './exercise-store.ts'
import { openExerciseStream, whileSeenLast } from './exercise-stream.ts'

const stores = new Map<string, ExerciseStore>()

export function useExercise(lesson: string): { store: ExerciseStore; state: ExerciseState } {
  const progress = useProgressStore()
  const [store] = useState(() => {
    const known = stores.get(lesson)
    const opened =
      known ??
      createExerciseStore({
        lesson,
        server: createExerciseServer(lesson),
        onSolved: () => progress.sync(),
      })
    stores.set(lesson, opened)
    return opened
  })
  const state = useSyncExternalStore(store.subscribe, store.get)

  useEffect(() => {
    void store.load()
    let stream: { close(): void } | undefined
    return whileSeenLast({
      open() {
        stream = openExerciseStream({
          connect: () => new EventSource(`/api/exercises/${encodeURIComponent(lesson)}/events`),
          onEvent: store.receive,
          onLost: store.lost,
        })
      },
      close() {
        stream?.close()
        store.pause()
      },
    })
  }, [store, lesson])

  const made = state.facts?.made
  const solved = state.facts?.solved
  useEffect(() => {
    if (made !== undefined && solved !== undefined) noteExercise(lesson, { made, solved })
  }, [lesson, made, solved])

  return { store, state }
}

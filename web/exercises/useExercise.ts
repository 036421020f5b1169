// The exercise of a lesson, followed while its panel is open. Each lesson's is kept until the page is left: what is open
// in it, and the edits, are there when the learner comes back.
import { useEffect, useState } from 'react'
import type { ExerciseEvents } from '../../server/exercises/contract.ts'
import { useStore } from '../core/store.ts'
import { createStream } from '../core/stream.ts'
import { useProgressStore } from '../progress/useProgress.ts'
import { noteExercise } from './exercise-list.ts'
import { createExerciseServer } from './exercise-server.ts'
import { type ExerciseState, nothingKnown } from './exercise-state.ts'
import { createExerciseStore, type ExerciseStore } from './exercise-store.ts'
import { exerciseEvents, whileSeenLast } from './exercise-stream.ts'

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
  const state = useStore(store, nothingKnown, (all) => all)

  useEffect(() => {
    void store.load()
    const stream = createStream<ExerciseEvents>({
      path: `/api/exercises/${encodeURIComponent(lesson)}/events`,
      names: exerciseEvents,
      onEvent: store.receive,
      onLost: store.lost,
    })
    return whileSeenLast({
      open: stream.open,
      close() {
        stream.close()
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

// Whether this learner has an exercise in front of them: then the room does not take them elsewhere.
import { useTab, writeTab } from './tab-store.ts'

/** The lesson's folder, or null. */
export function useExerciseOpen(): string | null {
  return useTab('room-exercise')
}

export function setExerciseOpen(lesson: string | null): void {
  writeTab('room-exercise', lesson)
}

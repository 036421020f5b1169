// In a room an exercise stays on the learner's own machine: the command that joins their workbook, and a tick that keeps
// the page where it is.
import { useInRoom } from '../core/useInRoom.ts'
import { lazyPart } from '../ui/lazy-part.tsx'

const Part = lazyPart(() => import('./ExerciseInRoom.tsx').then((it) => it.ExerciseInRoom), {
  loading: null,
})

/** Nothing at home; in a room, loaded when it is needed. */
export function RoomExercise({ lesson }: { lesson: string }) {
  return useInRoom() && <Part lesson={lesson} />
}

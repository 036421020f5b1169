// In a room an exercise stays on the learner's own machine: the command that joins their workbook, and a tick that keeps
// the page where it is.
import { useRoomPart } from '../core/useRoomPart.ts'

const load = async () => (await import('./ExerciseInRoom.tsx')).ExerciseInRoom

/** Nothing at home; in a room, loaded when it is needed. */
export function RoomExercise({ lesson }: { lesson: string }) {
  const Part = useRoomPart(load)
  return Part && <Part lesson={lesson} />
}

import { isOneLuaFile } from '../core/one-lua-file.ts'
import { useRoomPart } from '../core/useRoomPart.ts'

const load = async () => (await import('../exercises/lua/LuaExercise.tsx')).LuaExercise

/** In a room, an exercise that is one Lua script is also done in the page. Nothing at home, or where it is more than that. */
export function RoomLuaExercise({ lesson }: { lesson: string }) {
  return isOneLuaFile(lesson) ? <Loaded lesson={lesson} /> : null
}

function Loaded({ lesson }: { lesson: string }) {
  const Part = useRoomPart(load)
  return Part && <Part lesson={lesson} key={lesson} />
}

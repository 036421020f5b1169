import { isOneLuaFile } from '../core/one-lua-file.ts'
import { useInRoom } from '../core/useInRoom.ts'
import { lazyPart } from '../ui/lazy-part.tsx'

const Part = lazyPart(
  () => import('../exercises/lua/LuaExercise.tsx').then((it) => it.LuaExercise),
  {
    loading: null,
  },
)

/** In a room, an exercise that is one Lua script is also done in the page. Nothing at home, or where it is more than that. */
export function RoomLuaExercise({ lesson }: { lesson: string }) {
  const inRoom = useInRoom()
  return inRoom && isOneLuaFile(lesson) && <Part lesson={lesson} key={lesson} />
}

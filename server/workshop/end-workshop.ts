import { type Env, readEnvironment } from '../config.ts'
import { answers, endThrough } from '../room/end-through.ts'
import { keepRunning } from '../room/keep-running.ts'
import { deleteRoomFolder, readRoomFile } from '../room/room-file.ts'
import { roomFolder, settingsOf } from './kept-room.ts'
import { createServers } from './server-processes.ts'

/** `--end`: ends the room that is kept here, running or not, and deletes everything of it. Gives its name. */
export async function endWorkshop({
  env: given,
  root,
  log,
}: {
  env: Env
  root: string
  log: (line: string) => void
}): Promise<string | undefined> {
  const env = readEnvironment(given, root)
  const folder = roomFolder(env, root)
  const room = readRoomFile(folder)
  if (!room) return undefined
  // What it knows on a Valkey of its own goes with the folder; on another one its own server process deletes it.
  if (room.origin && (await answers(room.origin))) await endThrough(room.origin, room.token)
  else if (!room.ownValkey) {
    const alone = { ...room, host: '127.0.0.1', port: 0 }
    const servers = createServers({
      root,
      settings: { ...env, ...settingsOf(alone) },
      onEnded: () => {},
    })
    const supervisor = await keepRunning({ count: 1, start: servers.start, log })
    try {
      await endThrough(`http://127.0.0.1:${servers.port()}`, room.token)
    } finally {
      await supervisor.stop()
    }
  }
  deleteRoomFolder(folder)
  return room.name
}

// Where `npm run workshop` keeps its room, and what that room tells its server processes in their environment.
import { resolve } from 'node:path'
import type { Env } from '../config.ts'
import type { KeptRoom } from '../room/room-file.ts'

export function roomFolder(env: Env, root: string): string {
  return resolve(root, env.ROOM_FOLDER || '.room')
}

export function settingsOf({ name, max, code, token, host, port }: KeptRoom): Env {
  return {
    ROOM_NAME: name,
    ROOM_MAX: String(max),
    ROOM_CODE: code,
    ROOM_TOKEN: token,
    HOST: host,
    PORT: String(port),
  }
}

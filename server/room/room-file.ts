// .room/room.json: what a room is, kept for as long as it is, so that it can be opened again with the same links.
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { StartError } from '../process/start-error.ts'

const kept = z.object({
  name: z.string(),
  max: z.number(),
  code: z.string(),
  token: z.string(),
  host: z.string(),
  port: z.number(),
  /** Where it answers while it runs; after that, where it answered last. */
  origin: z.string().optional(),
  /** Its data is in this folder, not on a Valkey that VALKEY_HOST names. */
  ownValkey: z.boolean(),
})

export type KeptRoom = z.infer<typeof kept>

/** Undefined when there is none. Throws a StartError when the file cannot be read as one. */
export function readRoomFile(folder: string): KeptRoom | undefined {
  const file = join(folder, 'room.json')
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new StartError(`${file} cannot be read: ${(cause as Error).message}.`, { cause })
  }
  try {
    return kept.parse(JSON.parse(text))
  } catch (cause) {
    throw new StartError(
      `${file} is damaged, so the room that is kept here cannot be opened. Delete the folder ${folder} for a new one.`,
      { cause },
    )
  }
}

/** It holds the code and the token: only this user can read it. */
export function writeRoomFile(folder: string, room: KeptRoom): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const file = join(folder, 'room.json')
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(room, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, file)
}

export function deleteRoomFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

// `npm run workshop`: opens the room, says what the instructor reads in the terminal, and ends it when it is time.
import { once } from 'node:events'
import { readEnvironment } from '../config.ts'
import { StartError } from '../process/start-error.ts'
import { deleteRoomFolder } from '../room/room-file.ts'
import { endWorkshop } from './end-workshop.ts'
import { invitation } from './invitation.ts'
import { roomFolder } from './kept-room.ts'
import { startWorkshop, type Workshop, type WorkshopFlags } from './open-workshop.ts'

/** So long everybody's page has to hear that the room has ended. */
const sayEndedMs = 1000

/**
 * Runs the room until Ctrl-C, which keeps it, or until it is ended. Stdout gets exactly one line, when learners can come
 * in; everything else is said on stderr.
 */
export async function runWorkshop({
  root,
  flags,
  onOpen,
}: {
  root: string
  flags: WorkshopFlags
  /** The room is open: whatever comes along with it is started, and ended by what this returns. */
  onOpen?: (workshop: Workshop) => () => void
}): Promise<void> {
  const log = (line: string) => process.stderr.write(`${line}\n`)
  const given = { env: process.env, root, log }
  try {
    if (flags.end) {
      const name = await endWorkshop(given)
      log(
        name === undefined
          ? 'No room is kept here.'
          : `The room "${name}" has ended, and everything of it is deleted.`,
      )
      return
    }
    const halt = new AbortController()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => halt.abort())
    const workshop = await startWorkshop({ ...given, flags })
    if (!halt.signal.aborted) {
      log(await invitation(workshop))
      process.stdout.write(`Workbook ready: ${workshop.origin}\n`)
    }
    const leave = onOpen?.(workshop)
    if (flags.rehearse)
      log(`Rehearsal: ${flags.rehearse} simulated learners come in, named as such.`)
    const stopped = halt.signal.aborted ? [] : once(halt.signal, 'abort')
    const how = await Promise.race([workshop.ended.then(() => 'ended'), stopped])
    if (how === 'ended') await new Promise((resolve) => setTimeout(resolve, sayEndedMs))
    leave?.()
    await workshop.close()
    if (how === 'ended') deleteRoomFolder(roomFolder(readEnvironment(process.env, root), root))
    log(how === 'ended' ? 'The room was ended, and everything of it is deleted.' : keptHint)
    process.exit(0)
  } catch (error) {
    const calm = error instanceof StartError && !process.env.DEBUG
    log(calm ? error.message : String(error instanceof Error ? error.stack : error))
    process.exit(1)
  }
}

const keptHint =
  'The room is kept: npm run workshop opens it again, with the same links, code and learners. npm run workshop -- --end deletes it.'

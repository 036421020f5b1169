// `npm run workshop`: opens the room, says what the instructor reads in the terminal, and ends it when it is time.
import { once } from 'node:events'
import { toString as drawQrCode } from 'qrcode'
import { type Env, readEnvironment } from '../config.ts'
import { StartError } from '../process/start-error.ts'
import { answers, endThrough } from '../room/end-through.ts'
import { keepRunning } from '../room/keep-running.ts'
import { deleteRoomFolder, readRoomFile } from '../room/room-file.ts'
import { joinLink, teachLink } from '../room/room-links.ts'
import { roomFolder, settingsOf } from './kept-room.ts'
import { startWorkshop, type Workshop, type WorkshopFlags } from './open-workshop.ts'
import { createServers } from './server-processes.ts'

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

/** `--end`: ends the room that is kept here, running or not, and deletes everything of it. Gives its name. */
async function endWorkshop({
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

/** What the instructor reads once learners can come in: both links, the learners' as a QR code too. */
async function invitation({ origin, room }: Workshop): Promise<string> {
  const link = joinLink(origin, room.code)
  return [
    '',
    // In a terminal black on white whatever its colours are, since not every camera reads it the other way round.
    await drawQrCode(
      link,
      process.stderr.isTTY ? { type: 'terminal', small: true } : { type: 'utf8' },
    ),
    `For the learners:        ${link}`,
    `                         or ${origin}/join/ and the access code ${room.code}`,
    `For the instructor ONLY: ${teachLink(origin, room.token)}`,
    '',
    'Ctrl-C stops the room and keeps it; npm run workshop -- --end deletes it.',
  ].join('\n')
}

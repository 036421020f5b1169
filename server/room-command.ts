// `npm run workshop`: the room's Valkey, its server processes, and what the instructor reads in the terminal.
import { once } from 'node:events'
import { resolve } from 'node:path'
import { toString as drawQrCode } from 'qrcode'
import { closeInReverse } from './close-in-reverse.ts'
import { readConfig, readEnvironment } from './config.ts'
import { createServers } from './room-servers.ts'
import { StartError } from './start-error.ts'
import type { ValkeyAddress } from './valkey/address.ts'
import { type OpenValkey, openValkey } from './valkey/open.ts'
import { newAccessCode, newToken } from './workshop/access.ts'
import { chooseHost } from './workshop/choose-host.ts'
import { answers, endThrough } from './workshop/end-through.ts'
import { keepRunning } from './workshop/keep-running.ts'
import {
  deleteRoomFolder,
  type KeptRoom,
  readRoomFile,
  writeRoomFile,
} from './workshop/room-file.ts'
import { joinLink, teachLink } from './workshop/room-links.ts'

/** What `npm run workshop -- --…` says; each is checked. */
export type WorkshopFlags = {
  name?: string
  port?: number
  max?: number
  host?: string
  processes?: number
  rehearse?: number
  end?: boolean
}

type Env = Record<string, string | undefined>
type Given = { env: Env; root: string; flags: WorkshopFlags; log: (line: string) => void }

export type Workshop = {
  origin: string
  room: KeptRoom
  /** Resolves when an instructor has ended the room on the board. */
  ended: Promise<void>
  /** Stops everything; the room is kept. Calling it again waits for the same. */
  close(): Promise<void>
}

const readyDeadlineMs = 10_000
/** So long everybody's page has to hear that the room has ended. */
const sayEndedMs = 1000

/**
 * Opens the room that is kept in .room/, or a new one. Throws a StartError when it cannot. The whole program is its
 * server processes' supervisor: one that ends is replaced, all end with this one.
 */
export async function startWorkshop({ env: given, root, flags, log }: Given): Promise<Workshop> {
  const env = readEnvironment(given, root)
  const folder = roomFolder(env, root)
  const kept = readRoomFile(folder)
  if (kept?.origin && (await answers(kept.origin))) {
    throw new StartError(
      `The room "${kept.name}" is running already, at ${kept.origin}. Stop it with Ctrl-C in its terminal first.`,
    )
  }
  const { valkey: managed, port } = readConfig({ ...env, HOST: undefined })
  const room: KeptRoom = {
    name: flags.name ?? kept?.name ?? env.ROOM_NAME ?? 'Workshop',
    max: flags.max ?? kept?.max ?? 100 + (flags.rehearse ?? 0),
    code: kept?.code ?? env.ROOM_CODE ?? newAccessCode(),
    token: kept?.token ?? env.ROOM_TOKEN ?? newToken(),
    port: flags.port ?? kept?.port ?? port,
    host: chooseHost({ wanted: flags.host ?? env.HOST, kept: kept?.host, log }),
    ownValkey: managed === undefined,
  }
  writeRoomFile(folder, room)
  const opened: (() => Promise<void> | void)[] = []
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= closeInReverse(opened, log)
    return closing
  }

  try {
    const valkey = await openRoomValkey({ managed, env, root, folder, log })
    opened.push(valkey.close)
    let tellEnded = () => {}
    const ended = new Promise<void>((resolve) => {
      tellEnded = resolve
    })
    const processes = flags.processes ?? 2
    const settings = { ...env, ...settingsOf(room), ...addressSettings(valkey.address) }
    const servers = createServers({ root, settings, onEnded: tellEnded })
    const supervisor = await keepRunning({ count: processes, start: servers.start, log })
    opened.push(supervisor.stop)
    const actual = servers.port()
    opened.push(await valkey.announce(actual))
    const at = room.host.includes(':') ? `[${room.host}]` : room.host
    const origin = env.ROOM_ORIGIN || `http://${at}:${actual}`
    Object.assign(room, { port: actual, origin: `http://${at}:${actual}` })
    writeRoomFile(folder, room)
    const say = kept
      ? `The room "${room.name}" is open again, with everybody in it`
      : `A new room, "${room.name}"`
    log(`${say}: at most ${room.max} learners, ${processes} server processes.`)
    return { origin, room, ended, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** `--end`: ends the room that is kept here, running or not, and deletes everything of it. Gives its name. */
export async function endWorkshop({
  env: given,
  root,
  log,
}: Omit<Given, 'flags'>): Promise<string | undefined> {
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

/**
 * Runs the room until Ctrl-C, which keeps it, or until it is ended. Stdout gets exactly one line, when learners can come
 * in; everything else is said on stderr.
 */
export async function runWorkshop({
  root,
  flags,
  onOpen,
}: Pick<Given, 'root' | 'flags'> & {
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

function roomFolder(env: Env, root: string): string {
  return resolve(root, env.ROOM_FOLDER || '.room')
}

async function openRoomValkey({
  managed,
  env,
  root,
  folder,
  log,
}: {
  managed: ValkeyAddress | undefined
  env: Env
  root: string
  folder: string
  log: (line: string) => void
}): Promise<OpenValkey> {
  const valkey = await openValkey({ address: managed, env, root, log, keepIn: folder })
  const cause = await valkey.connection.ready(readyDeadlineMs)
  if (!cause) return valkey
  await valkey.close()
  throw new StartError(cause.sentence)
}

function settingsOf({ name, max, code, token, host, port }: KeptRoom): Env {
  return {
    ...{ ROOM_NAME: name, ROOM_MAX: String(max), ROOM_CODE: code, ROOM_TOKEN: token },
    ...{ HOST: host, PORT: String(port) },
  }
}

function addressSettings({ host, port, username, password, tls }: ValkeyAddress): Env {
  return {
    ...{ VALKEY_HOST: host, VALKEY_PORT: String(port), VALKEY_TLS: String(tls !== false) },
    ...{ VALKEY_USERNAME: username ?? '', VALKEY_PASSWORD: password ?? '' },
  }
}

import { bracketed, type Env, readConfig, readEnvironment } from '../config.ts'
import { closeInReverse } from '../process/close-in-reverse.ts'
import { StartError } from '../process/start-error.ts'
import { newAccessCode, newToken } from '../room/access.ts'
import { chooseHost } from '../room/choose-host.ts'
import { answers } from '../room/end-through.ts'
import { keepRunning } from '../room/keep-running.ts'
import { type KeptRoom, readRoomFile, writeRoomFile } from '../room/room-file.ts'
import type { ValkeyAddress } from '../valkey/address.ts'
import { type OpenValkey, openValkey } from '../valkey/open.ts'
import { roomFolder, settingsOf } from './kept-room.ts'
import { createServers } from './server-processes.ts'

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

export type Workshop = {
  origin: string
  room: KeptRoom
  /** Resolves when an instructor has ended the room on the board. */
  ended: Promise<void>
  /** Stops everything; the room is kept. Calling it again waits for the same. */
  close(): Promise<void>
}

const readyDeadlineMs = 10_000

/**
 * Opens the room that is kept in .room/, or a new one. Throws a StartError when it cannot. The whole program is its
 * server processes' supervisor: one that ends is replaced, all end with this one.
 */
export async function startWorkshop({
  env: given,
  root,
  flags,
  log,
}: {
  env: Env
  root: string
  flags: WorkshopFlags
  log: (line: string) => void
}): Promise<Workshop> {
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
  const close = closeInReverse(opened, log)

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
    const listensAt = `http://${bracketed(room.host)}:${actual}`
    const origin = env.ROOM_ORIGIN || listensAt
    Object.assign(room, { port: actual, origin: listensAt })
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

function addressSettings({ host, port, username, password, tls }: ValkeyAddress): Env {
  return {
    VALKEY_HOST: host,
    VALKEY_PORT: String(port),
    VALKEY_TLS: String(tls !== false),
    VALKEY_USERNAME: username ?? '',
    VALKEY_PASSWORD: password ?? '',
  }
}

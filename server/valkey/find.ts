// Where a Valkey comes from when none is named: the first origin that fits.
import { accessSync, constants, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from '../process/start-error.ts'
import { isAlive } from './alive.ts'
import { fetchDebianValkey } from './debian-package.ts'
import { dockerServer, VALKEY_IMAGE } from './docker-server.ts'
import { fetchedCopy } from './fetched-copy.ts'
import { namedServer, serverOnPath } from './find-on-path.ts'
import { installHint } from './install-hint.ts'
import { type OsRelease, readOsRelease } from './os-release.ts'
import type { ValkeySource } from './valkey-source.ts'

type FindOptions = {
  /** Read: VALKEY_SERVER (a file), PATH, VALKEY_IMAGE. */
  env: NodeJS.ProcessEnv
  /** The project's folder; a fetched copy lives in its `.valkey/`. */
  root: string
  log: (line: string) => void
  /** The system this is; asked when left out. */
  system?: OsRelease
  signal?: AbortSignal | undefined
}

/**
 * Finds a valkey-server: the one VALKEY_SERVER names, PATH, a copy fetched earlier, the packages of
 * Debian or Ubuntu (fetched into `.valkey/`, nothing installed), Docker.
 * @throws StartError in one sentence with the command that gets one on this platform
 */
export async function findValkeyServer(options: FindOptions): Promise<ValkeySource> {
  const { env, root, log, signal, system = readOsRelease() } = options
  if (env.VALKEY_SERVER) return namedServer(env.VALKEY_SERVER)

  const reasons: string[] = []
  const refused = (reason: string) => reasons.push(reason)
  const onPath = await serverOnPath(env.PATH ?? '', refused)
  if (onPath) return onPath

  const folder = join(root, '.valkey')
  const copy = await fetchedCopy(folder, refused)
  if (copy) return copy

  const suites = suitesToTry(system)
  if (suites.length > 0) makeFolder(root, folder)
  for (const suite of suites) {
    try {
      log(`Fetching Valkey from ${suite} into .valkey/ (about 20 MB, nothing is installed)`)
      return await fetchDebianValkey({ suite, into: join(folder, suite), log, signal })
    } catch (cause) {
      if (signal?.aborted) throw cause
      refused(`fetching one from ${suite} failed`)
      log(`No Valkey from ${suite}: ${(cause as Error).message}`)
    }
  }
  try {
    return await dockerServer({ image: env.VALKEY_IMAGE || VALKEY_IMAGE, env, log, signal })
  } catch (cause) {
    if (signal?.aborted) throw cause
    refused((cause as Error).message)
  }
  const why = ['VALKEY_HOST is not set', 'no valkey-server that runs is on PATH', ...reasons]
  throw new StartError(
    `No Valkey to be had: ${why.join(', ')}. To go on, ${installHint(process.platform, system)}.`,
  )
}

/**
 * The suites whose Valkey runs here, newest first. A suite newer than the system's own runs all the
 * same, because the copy brings its C library along.
 */
export function suitesToTry({ family, codename, ubuntuCodename }: OsRelease): string[] {
  if (process.platform !== 'linux') return []
  if (family.includes('ubuntu')) {
    const own = ubuntuCodename || codename
    return ['bionic', 'focal', 'jammy'].includes(own) ? ['noble'] : [own]
  }
  if (!family.includes('debian')) return []
  if (codename === 'bookworm') return ['trixie', 'bookworm-backports']
  return [codename === '' || codename === 'bullseye' ? 'trixie' : codename]
}

/** Makes `.valkey/` and clears away what fetches left that were cut off. */
function makeFolder(root: string, folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new StartError(
      `Nothing can be written into ${root} (${code}). Clone the workbook into a folder of your own, or make this one writable.`,
      { cause },
    )
  }
  for (const name of readdirSync(folder)) {
    const pid = /^\.fetching-(\d+)-/.exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

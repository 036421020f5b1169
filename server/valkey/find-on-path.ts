import { execFile } from 'node:child_process'
import { accessSync, constants, realpathSync, statSync } from 'node:fs'
import { delimiter, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { StartError } from '../process/start-error.ts'
import type { BinarySource, Command } from './valkey-source.ts'
import { askVersion, compareVersions } from './version.ts'

const run = promisify(execFile)

/**
 * The valkey-server that VALKEY_SERVER names.
 * @throws StartError in one sentence when that file is missing, not executable or no Valkey
 */
export async function namedServer(file: string): Promise<BinarySource> {
  try {
    if (!statSync(file).isFile()) throw new Error('it is a folder, not a program')
    accessSync(file, constants.X_OK)
    return await describe(resolve(file), `VALKEY_SERVER (${file})`)
  } catch (cause) {
    throw new StartError(
      `VALKEY_SERVER is ${JSON.stringify(file)}, but ${inWords(cause)}. Name a valkey-server that runs here, or leave VALKEY_SERVER unset.`,
      { cause },
    )
  }
}

/**
 * The newest valkey-server on PATH, or null.
 * @param refused told about each one that is there but cannot be used, and why
 */
export async function serverOnPath(
  path: string,
  refused: (reason: string) => void = () => {},
): Promise<BinarySource | null> {
  const found: BinarySource[] = []
  for (const file of executables('valkey-server', path)) {
    try {
      found.push(await describe(file, `valkey-server on PATH (${file})`))
    } catch (cause) {
      refused(`${file} is on PATH, but ${inWords(cause)}`)
    }
  }
  const age = (one: BinarySource) => one.packageVersion ?? one.version
  return found.sort((a, b) => compareVersions(age(b), age(a)))[0] ?? null
}

/** The first valkey-cli on PATH, or null. */
export function cliOnPath(path: string): Command | null {
  const [file] = executables('valkey-cli', path)
  return file ? { command: file, args: [] } : null
}

async function describe(file: string, origin: string): Promise<BinarySource> {
  const server = { command: file, args: [] }
  const version = await askVersion(server)
  const [cli] = executables('valkey-cli', dirname(file))
  const source: BinarySource = {
    kind: 'binary',
    version,
    origin,
    server,
    cli: cli ? { command: cli, args: [] } : null,
  }
  const packageVersion = await debianPackageOf(file)
  return packageVersion
    ? { ...source, packageVersion, origin: origin.replace(/\)$/, `, package ${packageVersion})`) }
    : source
}

/** The version of the installed Debian package that owns a file; null for a file of nobody, or no dpkg. */
async function debianPackageOf(file: string): Promise<string | null> {
  if (!file.startsWith('/usr/bin/')) return null
  const asked = run('dpkg-query', ['--show', 'valkey-server'], { timeout: 5_000 })
  return asked.then(({ stdout }) => stdout.trim().split('\t')[1] ?? null).catch(() => null)
}

/** Every program of this name on a PATH, in its order, each file once. */
export function executables(name: string, path: string): string[] {
  const seen = new Map<string, string>()
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const file = resolve(join(folder, name))
    try {
      accessSync(file, constants.X_OK)
      const real = realpathSync(file)
      if (statSync(real).isFile() && !seen.has(real)) seen.set(real, file)
    } catch {
      // Not in this folder of PATH: look in the next one.
    }
  }
  return [...seen.values()]
}

function inWords(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file'
  if (code === 'EACCES') return 'that file is not executable for this user'
  return cause instanceof Error ? cause.message : String(cause)
}

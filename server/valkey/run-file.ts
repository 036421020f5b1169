// While a workbook runs, `.valkey/running/<port>.json` says which Valkey it uses, for `npm run valkey-cli`.
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '../process/start-error.ts'
import type { ValkeyAddress } from './address.ts'
import { isAlive } from './alive.ts'
import type { CliCommand } from './launch-plan.ts'

export type RunningWorkbook = {
  /** The workbook's own port, 3000 unless PORT says otherwise. */
  port: number
  pid: number
  address: ValkeyAddress
  /** How to open valkey-cli on a private server; null: find a valkey-cli and connect to `address`. */
  cli: CliCommand | null
}

type RunFileOptions = {
  root: string
  port: number
  address: ValkeyAddress
  cli: CliCommand | null
}

/**
 * Leaves word. The file holds a password: only this user can read it.
 * @throws StartError when the folder cannot be made or written
 */
export async function writeRunFile(options: RunFileOptions): Promise<{ remove(): Promise<void> }> {
  const { root, ...rest } = options
  const folder = runFolder(root)
  const running: RunningWorkbook = { ...rest, pid: process.pid }
  const file = join(folder, `${options.port}.json`)
  const draft = `${file}.${process.pid}`
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writeFile(draft, JSON.stringify(running), { mode: 0o600 })
    await rename(draft, file)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw new StartError(
      `The folder ${folder} cannot be written (${code}). Make ${root} writable for this user, or clone the workbook into a folder of your own.`,
      { cause },
    )
  }
  return { remove: () => rm(file, { force: true }) }
}

/** The workbooks of this checkout that run now, by port. Files of dead ones are swept away. */
export async function runningWorkbooks(root: string): Promise<RunningWorkbook[]> {
  const running: RunningWorkbook[] = []
  for (const name of await runFiles(root)) {
    const file = join(runFolder(root), name)
    const workbook = await readRunFile(file)
    if (workbook && isAlive(workbook.pid)) running.push(workbook)
    else await rm(file, { force: true })
  }
  return running.sort((a, b) => a.port - b.port)
}

async function readRunFile(file: string): Promise<RunningWorkbook | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as RunningWorkbook
  } catch {
    // Gone in the meantime, or cut off while it was written: nothing runs by it.
    return null
  }
}

async function runFiles(root: string): Promise<string[]> {
  const names = await readdir(runFolder(root)).catch(() => [])
  return names.filter((name) => /^\d+\.json$/.test(name))
}

function runFolder(root: string): string {
  return join(root, '.valkey', 'running')
}

import { lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Makes a folder in `place` with this process in its name, and clears away those of processes that were killed before they
 * could do so themselves. Whoever makes it removes it.
 */
export function makeOwnFolder(name: string, place = tmpdir()): string {
  for (const entry of readdirSync(place)) {
    const owner = new RegExp(`^${name}-(\\d+)-[A-Za-z0-9]{6}$`).exec(entry)?.[1]
    if (owner !== undefined && !isAlive(Number(owner))) clear(join(place, entry))
  }
  return mkdtempSync(join(place, `${name}-${process.pid}-`))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's is alive all the same.
    return error instanceof Error && 'code' in error && error.code !== 'ESRCH'
  }
}

function clear(folder: string): void {
  try {
    const { uid } = lstatSync(folder)
    if (uid === (process.getuid?.() ?? uid)) rmSync(folder, { recursive: true, force: true })
  } catch {
    // Another start clears the same one at this moment.
  }
}

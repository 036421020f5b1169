import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Nothing was touched meanwhile: what Git said then still holds, unless somebody committed. */
const freshMs = 30_000

/**
 * Returns what gives the files of lessons/<lesson>/exercise/ that differ from the course as it was fetched: somebody edits
 * the original instead of the copy. Empty where there is no Git to ask.
 */
export function createEditedOriginals(root: string): (lesson: string) => Promise<string[]> {
  const known = new Map<string, { stamp: string; at: number; files: Promise<string[]> }>()
  return async function editedOriginals(lesson) {
    if (!existsSync(join(root, '.git'))) return []
    const folder = `lessons/${lesson}/exercise/`
    const stamp = await stampOf(join(root, folder))
    const before = known.get(lesson)
    const at = performance.now()
    if (before?.stamp === stamp && at - before.at < freshMs) return await before.files
    const files = askGit(root, folder)
    known.set(lesson, { stamp, at, files })
    return await files
  }
}

async function stampOf(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => [])
  const stats = names.map((name) => stat(join(folder, name)).catch(() => undefined))
  return (await Promise.all(stats)).map((one) => `${one?.ino} ${one?.mtimeMs}`).join()
}

async function askGit(root: string, folder: string): Promise<string[]> {
  const args = ['status', '--porcelain', '-z', '--untracked-files=all', '--', folder]
  const said = await new Promise<string>((resolve) => {
    const options = { cwd: root, timeout: 2000, env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' } }
    execFile('git', args, options, (error, stdout) => resolve(error ? '' : stdout))
  })
  return said
    .split('\0')
    .map((entry) => entry.slice(3))
    .filter((path) => path.startsWith(folder))
    .map((path) => path.slice(folder.length))
}

/** What to say about them. */
export function editedOriginalWarning(lesson: string, copy: string, files: string[]): string[] {
  if (files.length === 0) return []
  const [is, it] = files.length === 1 ? ['was', 'it'] : ['were', 'them']
  return [
    `lessons/${lesson}/exercise/ is the original, and ${files.join(', ')} ${is} changed in it. Your copy is ${copy}/: put your change there, and bring ${it} back with git checkout lessons/${lesson}/exercise.`,
  ]
}

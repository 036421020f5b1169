// Reads and writes single files of one exercise folder, and nothing outside of it: no path is taken, only names, and no link
// is followed.
import { createHash, randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { access, lstat, open, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../http/refusal.ts'
import { type ExerciseFile, maxFileBytes } from './contract.ts'

const maxFiles = 50
const safeName = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$/

export type FolderContent = {
  files: ExerciseFile[]
  /** What was left out and why, in sentences. */
  warnings: string[]
}

/**
 * The files of `folder`, by name. Links, folders, hidden files and what is too large are left out; links and sizes are said.
 * `shown` is how the folder is called in sentences. A folder that is not there is empty.
 */
export async function readFolder(folder: string, shown: string): Promise<FolderContent> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error) => {
    if (error?.code === 'ENOENT') return []
    throw fileRefusal(error, `${shown} cannot be read`)
  })
  const named = entries.filter(({ name }) => safeName.test(name)).sort(byName)
  const warnings = named
    .filter((entry) => entry.isSymbolicLink())
    .map(
      ({ name }) =>
        `${shown}/${name} is a link and is left out: the workbook follows none. Put the file itself there.`,
    )
  const files: ExerciseFile[] = []
  for (const { name } of named.filter((entry) => entry.isFile()).slice(0, maxFiles)) {
    try {
      files.push(await readOne(folder, name, shown))
    } catch (error) {
      // One may vanish between the listing and the reading; the others are still there.
      warnings.push(fileRefusal(error, `${shown}/${name} cannot be read`).message)
    }
  }
  return { files, warnings }
}

/** One file. Throws a Refusal for a bad name, a link, what is too large or not there. */
export async function readOne(folder: string, name: string, shown: string): Promise<ExerciseFile> {
  checkName(name)
  // O_NOFOLLOW: a link is an error, not a way out. O_NONBLOCK: a pipe must not hold us.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const file = await open(join(folder, name), flags)
  try {
    const { size } = await file.stat()
    if (size > maxFileBytes) {
      const limit = `${maxFileBytes / 1024} KB`
      throw new Refusal(
        'Too large',
        `${shown}/${name} has more than ${limit}. Make it smaller.`,
        413,
      )
    }
    return describe(name, await file.readFile('utf8'))
  } finally {
    await file.close()
  }
}

/**
 * Puts `content` into the file in one step, so that whoever reads it sees the old or the new. Throws a Refusal when
 * it cannot be written; the file is then as it was.
 */
export async function writeOne(
  folder: string,
  name: string,
  content: string,
): Promise<ExerciseFile> {
  checkName(name)
  const path = join(folder, name)
  const next = join(folder, `.${name}.${randomUUID()}`)
  try {
    const there = await lstat(path).catch(unlessMissing)
    if (there?.isSymbolicLink()) throw Object.assign(new Error('a link'), { code: 'ELOOP' })
    if (there) await access(path, constants.W_OK)
    await writeFile(next, content, { mode: there?.mode ?? 0o666, flag: 'wx' })
    await rename(next, path)
  } catch (error) {
    throw fileRefusal(error, `${name} cannot be saved`)
  } finally {
    await rm(next, { force: true }).catch(() => undefined)
  }
  return describe(name, content)
}

/** Whether there is nothing under this name, not even a link. Throws a Refusal for a bad name. */
export async function isMissing(folder: string, name: string): Promise<boolean> {
  checkName(name)
  return (await lstat(join(folder, name)).catch(unlessMissing)) === undefined
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
}

/** Names only: no folder, no `..`, nothing hidden. */
export function checkName(name: string): void {
  if (safeName.test(name)) return
  throw new Refusal(
    'No file name',
    `"${name.slice(0, 100)}" is no name of an exercise's file: letters, digits, dots, dashes and underscores, without a folder.`,
    400,
  )
}

/** The same file with another text. */
export function withContent({ name }: ExerciseFile, content: string): ExerciseFile {
  return describe(name, content)
}

/** A hash of all the files: the `copy` of a run, and whether the folder still is that. */
export function filesState(files: ExerciseFile[]): string {
  return versionOf(files.map(({ name, version }) => `${name} ${version}`).join())
}

function describe(name: string, content: string): ExerciseFile {
  return { name, content, version: versionOf(content), language: languageOf(name) }
}

function versionOf(content: string): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16)
}

function languageOf(name: string): ExerciseFile['language'] {
  if (/\.[cm]?tsx?$/.test(name)) return 'typescript'
  return name.endsWith('.lua') ? 'lua' : 'text'
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1
}

/** What the file system refused, to a person: what could not be done to what, and what to do. */
export function fileRefusal(error: unknown, doing: string): Refusal {
  if (error instanceof Refusal) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const why = reasons[code] ?? `${code || error}. See to the folder, then try again.`
  return new Refusal('The file system refused', `${doing}: ${why}`, code === 'ENOENT' ? 404 : 409)
}

const reasons: Record<string, string> = {
  EACCES: 'you may not write there. Give yourself the right to (chmod u+w), then try again.',
  EPERM: 'you may not write there. Give yourself the right to, then try again.',
  EROFS: 'the disk is read-only. Set WORKSPACE to a folder on another one, then try again.',
  ENOSPC: 'the disk is full. Make room, then try again.',
  ENOENT: 'it is not there. Put it back, or reset the exercise.',
  ENOTDIR: 'a file stands where a folder is needed. Move it away, then try again.',
  EISDIR: 'a folder stands where a file is needed. Move it away, then try again.',
  ELOOP: 'it is a link. The workbook follows none; put the file itself there.',
}

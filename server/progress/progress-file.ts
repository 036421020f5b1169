// workspace/progress.json: where progress lies on one's own machine. The page's server and the command line write it,
// each through `add`.
import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type CheckedProgress, checkProgress } from './check-progress.ts'
import type { Progress, ProgressAnswer } from './contract.ts'
import { withoutFuture } from './future-moments.ts'
import { underCurrentNames } from './lesson-names.ts'
import { emptyProgress, mergeProgress } from './merge-progress.ts'

export type ProgressFile = {
  /** What is noted; empty when there is no file yet. */
  read(): Promise<ProgressAnswer>
  /** Adds to what is noted, and gives the sum. Whole files replace each other, so a crash leaves the old or the new. */
  add(more: Progress): Promise<ProgressAnswer>
}

const patienceMs = 3000
const abandonedMs = 10_000

/**
 * @param path the file; its folder is made when something is written
 * @param lessons the folder names of today's lessons: what was noted under an earlier name counts under today's
 * @param log told when a damaged file is put aside
 */
export function createProgressFile({
  path,
  lessons = [],
  log,
}: {
  path: string
  lessons?: readonly string[]
  log: (line: string) => void
}): ProgressFile {
  let setAside: ProgressAnswer['setAside']
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work)
    turn = done.catch(() => undefined)
    return done
  }

  async function load(): Promise<Progress> {
    const text = await readIfThere(path)
    if (text === undefined) return emptyProgress()
    const read = parseProgress(text)
    if (read.progress) return withoutFuture(underCurrentNames(read.progress, lessons))
    const file = `progress.damaged-${stamp()}.json`
    await rename(path, join(dirname(path), file))
    setAside = { file, why: read.fault }
    log(`${path} cannot be read (${read.fault}). It is kept as ${file}; progress starts anew.`)
    return emptyProgress()
  }

  const answer = (progress: Progress): ProgressAnswer => ({
    progress,
    ...(setAside && { setAside }),
  })

  return {
    read: () => inTurn(async () => answer(await load())),
    add: (more) =>
      inTurn(async () => {
        await mkdir(dirname(path), { recursive: true })
        return await withLock(`${path}.lock`, async () => {
          const before = await load()
          const progress = mergeProgress(before, underCurrentNames(more, lessons))
          if (JSON.stringify(progress) === JSON.stringify(before)) return answer(before)
          if (progress.startedOver !== before.startedOver) await keepCopy(path)
          await replace(path, `${JSON.stringify(progress, null, 2)}\n`)
          return answer(progress)
        })
      }),
  }
}

/** Reads a file's text as progress; `fault` says what is wrong with it. */
export function parseProgress(text: string): CheckedProgress {
  try {
    return checkProgress(JSON.parse(text))
  } catch (error) {
    return { fault: `it is no JSON: ${error instanceof Error ? error.message : error}` }
  }
}

async function replace(path: string, text: string): Promise<void> {
  const next = `${path}.${randomUUID()}`
  try {
    const file = await open(next, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(next, path)
  } finally {
    await rm(next, { force: true })
  }
}

/** Starting over is a person's wish, and still may be a slip: what was there stays beside it. */
async function keepCopy(path: string): Promise<void> {
  const text = await readIfThere(path)
  if (text !== undefined)
    await writeFile(join(dirname(path), `progress.before-${stamp()}.json`), text)
}

/** One writer at a time, in whichever process. A lock that a killed process left behind is taken over. */
async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + patienceMs
  while (!(await tryLock(lock))) {
    const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > abandonedMs) await rm(lock, { force: true })
    else if (performance.now() > deadline) {
      throw new Error(
        `${basename(lock)} has been held for ${patienceMs / 1000} s: another process writes progress, or died. Delete it if none runs.`,
      )
    } else await wait(15)
  }
  try {
    return await work()
  } finally {
    await rm(lock, { force: true })
  }
}

async function tryLock(lock: string): Promise<boolean> {
  try {
    await (await open(lock, 'wx')).close()
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}

/** A moment as a file name may hold it. */
function stamp(): string {
  return new Date().toISOString().replaceAll(/[:.]/g, '-')
}

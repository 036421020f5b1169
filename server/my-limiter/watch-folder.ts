import { type FSWatcher, watch } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** An editor writes a file in several steps. */
const settleMs = 30
/** For changes that the system does not report: a folder that is made again, a file system without notifications. */
const lookEveryMs = 1000
const code = /\.([cm]?[jt]s|lua|json)$/

/**
 * Calls `onChange` when a file of code in `folder` was saved, made or deleted, until the returned function is called. The
 * folder need not be there yet.
 */
export function watchFolder(folder: string, onChange: () => void): () => void {
  let known: string | undefined
  let watcher: FSWatcher | undefined
  let settling: NodeJS.Timeout | undefined
  let closed = false

  async function look(): Promise<void> {
    const now = await fingerprint(folder)
    if (closed) return
    const changed = known !== undefined && now !== known
    known = now
    if (changed) onChange()
  }

  function listen(): void {
    watcher?.close()
    try {
      watcher = watch(folder, () => {
        clearTimeout(settling)
        settling = setTimeout(() => void look(), settleMs)
      })
      watcher.on('error', () => watcher?.close())
    } catch {
      // It is not there: the next look finds it.
      watcher = undefined
    }
  }

  let inode: number | undefined
  async function lookAround(): Promise<void> {
    const found = await stat(folder).catch(() => undefined)
    if (closed) return
    if (found?.ino !== inode) listen()
    inode = found?.ino
    await look()
  }

  void lookAround()
  const timer = setInterval(() => void lookAround(), lookEveryMs)
  return () => {
    closed = true
    clearInterval(timer)
    clearTimeout(settling)
    watcher?.close()
  }
}

async function fingerprint(folder: string): Promise<string> {
  const names = await readdir(folder).catch(() => [])
  const files = await Promise.all(
    names
      .filter((name) => code.test(name))
      .map(async (name) => {
        const found = await stat(join(folder, name)).catch(() => undefined)
        return `${name} ${found?.size} ${found?.mtimeMs} ${found?.ino}`
      }),
  )
  return files.toSorted().join('\n')
}

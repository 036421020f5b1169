import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Breakable, breakableValkey } from '../exercises/checks/check-valkey.ts'
import { type Checker, createChecker, type Subject } from '../exercises/checks/checker.ts'
import { readFolder } from '../exercises/exercise-files.ts'
import { findExercise, lessonsWithExercises } from '../exercises/lessons-with-exercises.ts'
import { openSandboxes } from './open-sandboxes.ts'

type Copy = {
  lesson: string
  folder: string
  /** Replaces `text` in a file, or all of it. */
  write(file: string, content: string | { replace: string; with: string }): void
  /** The copy as it is now, for a new run. */
  subject(): Promise<Subject>
}

/** Real checkers on disposable Valkeys, and copies of exercises for them; `close` ends and deletes all of it. */
export async function openCheckers() {
  const root = process.cwd()
  const lessons = lessonsWithExercises(root)
  const { sandbox, close } = await openSandboxes()
  const folders: string[] = []
  const checkers: Checker[] = []

  async function openDisposable(): Promise<Breakable> {
    return await sandbox.open({ signal: new AbortController().signal, maxMemoryMb: 64 })
  }

  return {
    openDisposable,
    /** `opened`: the Valkeys that it has opened so far. */
    openChecker(options: Partial<Parameters<typeof createChecker>[0]> = {}) {
      const opened: Breakable[] = []
      const checker = createChecker({
        root,
        blockedMs: 2000,
        async openValkey() {
          const valkey = await openDisposable()
          opened.push(valkey)
          return breakableValkey(valkey)
        },
        ...options,
      })
      checkers.push(checker)
      return { checker, opened }
    },
    copyOf(which: 'solution' | 'exercise', lesson: string): Copy {
      const folder = mkdtempSync(join(tmpdir(), `checker-${which}-`))
      folders.push(folder)
      cpSync(`lessons/${lesson}/${which}`, folder, { recursive: true })
      return {
        lesson,
        folder,
        write(file, content) {
          const path = join(folder, file)
          if (typeof content === 'string') return writeFileSync(path, content)
          const before = readFileSync(path, 'utf8')
          if (!before.includes(content.replace)) throw new Error(`${file} changed: see this test.`)
          writeFileSync(path, before.replace(content.replace, content.with))
        },
        async subject() {
          const { files } = await readFolder(folder, 'workspace')
          const names = findExercise(lesson, lessons)?.checks ?? []
          return { run: randomUUID(), lesson, folder, files, names }
        },
      }
    },
    async close() {
      await Promise.all(checkers.map((checker) => checker.close()))
      await close()
      for (const folder of folders) rmSync(folder, { recursive: true })
    },
  }
}

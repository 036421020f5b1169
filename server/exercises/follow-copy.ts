// Follows a copy while a page shows it: its checks, and what other programs do to it. They are files that another editor
// saves, which are checked like those that the workbook saves itself, and a pass that another process noted.
import { type FSWatcher, watch } from 'node:fs'
import type { StreamReader } from '../http/event-stream.ts'
import type { ExerciseEvents } from './contract.ts'
import { filesState } from './exercise-files.ts'
import type { Exercises } from './exercises.ts'
import type { ExerciseLesson } from './lessons-with-exercises.ts'

/** An editor saves in several steps: it has finished when nothing has changed for so long. */
const settledMs = 60
/** Where no file system tells of changes (some network disks, WSL's /mnt), looking again does. */
const lookAgainMs = 1000

type Events = { [Name in keyof ExerciseEvents]: { event: Name; data: ExerciseEvents[Name] } }

type CopyEvent = Events['files' | 'progress']

type Followed = {
  exercises: Exercises
  lesson: ExerciseLesson
  /** Absolute paths of what is watched: the copy, and the original beside it. */
  folders: string[]
}

/** What the event stream of one exercise sends. */
export function openExerciseReader(followed: Followed): StreamReader {
  const { exercises, lesson } = followed
  return {
    follow(tell: (event: Events[keyof Events]) => void) {
      const stopRuns = exercises.onRun((told) => {
        if (told.lesson !== lesson.lesson) return
        if (told.event === 'result') return tell({ event: 'result', data: told.run })
        const { run, startedAt } = told
        tell({ event: 'checking', data: { run, startedAt } })
      })
      const last = exercises.last(lesson)
      const underWay = exercises.underWay(lesson)
      if (last) tell({ event: 'result', data: last })
      if (underWay) tell({ event: 'checking', data: underWay })
      const unfollow = followCopy({ ...followed, tell })
      return () => {
        stopRuns()
        unfollow()
      }
    },
  }
}

/** Tells the files first and whenever they change, and each pass, until the returned function is called. */
export function followCopy({
  exercises,
  lesson,
  folders,
  tell,
}: Followed & { tell: (event: CopyEvent) => void }): () => void {
  const watchers = new Map<string, FSWatcher>()
  let known: string | undefined
  let solved: boolean | undefined
  let looking = false
  let again = false
  let over = false
  const settle = debounce(() => void look(), settledMs)
  const timer = setInterval(() => void look(), lookAgainMs)
  exercises.warm(lesson)
  void look()

  return () => {
    over = true
    clearInterval(timer)
    settle.stop()
    for (const watcher of watchers.values()) watcher.close()
  }

  async function look(): Promise<void> {
    if (over) return
    if (looking) {
      again = true
      return
    }
    looking = true
    for (const folder of folders) watchOne(folder)
    await see().catch((error) => {
      const warnings = [error instanceof Error ? error.message : String(error)]
      report({ made: false, files: [], warnings, copy: '' })
    })
    looking = false
    if (!again) return
    again = false
    settle.start()
  }

  async function see(): Promise<void> {
    const now = await exercises.copy(lesson)
    const isSolved = await exercises.solved(lesson)
    if (over) return
    report({ ...now, copy: filesState(now.files) })
    if (isSolved !== solved) {
      solved = isSolved
      tell({ event: 'progress', data: { solved } })
    }
    await exercises.checkIfChanged(lesson)
  }

  function report(data: ExerciseEvents['files']): void {
    const text = JSON.stringify(data)
    if (text === known) return
    known = text
    tell({ event: 'files', data })
  }

  function watchOne(folder: string): void {
    if (watchers.has(folder)) return
    const forget = () => {
      watchers.get(folder)?.close()
      watchers.delete(folder)
    }
    try {
      const watcher = watch(folder, settle.start)
      watchers.set(folder, watcher)
      // The folder was moved away, by a reset: the next look watches the new one.
      watcher.on('error', forget).on('close', forget)
      watcher.on('change', (kind) => kind === 'rename' && forget())
    } catch {
      // It is not there yet, or cannot be watched: `lookAgainMs` sees to it.
    }
  }
}

function debounce(work: () => void, ms: number): { start(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined
  return {
    start() {
      clearTimeout(timer)
      timer = setTimeout(work, ms)
    },
    stop: () => clearTimeout(timer),
  }
}

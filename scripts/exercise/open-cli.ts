// The exercises for a command line: as the workbook has them, and nothing opened before it is needed.
import { join, resolve } from 'node:path'
import { type OpenExercises, openExercises } from '../../server/exercises/exercises.ts'
import type { Progress } from '../../server/progress/contract.ts'
import { lessonNames } from '../../server/progress/lesson-names.ts'
import type { createProgressFile } from '../../server/progress/progress-file.ts'
import { createHomeReports } from '../../server/room/home-reports.ts'

/** Which files, and where progress is noted, is as for `npm start`: WORKSPACE and `.env` say so. */
export async function openCliExercises({
  root,
  log,
}: {
  root: string
  log: (line: string) => void
}): Promise<OpenExercises> {
  const { readEnvironment } = await import('../../server/config.ts')
  const env = readEnvironment(process.env, root)
  const workspace = env.WORKSPACE || 'workspace'
  const closers: (() => Promise<void>)[] = []
  const folder = resolve(root, workspace)
  const noted = lazyProgress({
    path: join(folder, 'progress.json'),
    lessons: lessonNames(root),
    log,
  })
  // A room that was joined is told, as `npm start` does; a command ends soon, so it waits for that only briefly.
  const reports = createHomeReports({ file: join(folder, 'room.json'), log, deadlineMs: 2000 })
  const opened = openExercises({
    root,
    workspace,
    log,
    progress: {
      read: noted.read,
      async add(more: Progress) {
        const answer = await noted.add(more)
        reports.progress(answer.progress)
        return answer
      },
    },
    async openValkey() {
      const { openCliValkey } = await import('./open-cli-valkey.ts')
      const { valkey, close } = await openCliValkey({ env, root, log })
      closers.push(close)
      return valkey
    },
  })
  opened.exercises.onRun((told) => {
    if (told.event === 'result') reports.check(told.run)
  })
  return {
    ...opened,
    async close() {
      await opened.close()
      await reports.flush()
      reports.close()
      await Promise.all(closers.map((close) => close()))
    },
  }
}

/** What checks the file's form takes a while to load. */
function lazyProgress(options: Parameters<typeof createProgressFile>[0]) {
  const load = async () => {
    const { createProgressFile } = await import('../../server/progress/progress-file.ts')
    return createProgressFile(options)
  }
  let file: ReturnType<typeof load> | undefined
  const open = () => {
    file ??= load()
    return file
  }
  return {
    async read() {
      const { existsSync } = await import('node:fs')
      if (!existsSync(options.path)) return { progress: { version: 1 as const, lessons: {} } }
      return await (await open()).read()
    },
    async add(more: Parameters<Awaited<ReturnType<typeof load>>['add']>[0]) {
      return await (await open()).add(more)
    },
  }
}
